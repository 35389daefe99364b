package com.timedeal.userservice.passwordreset;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.servicedefaults.identity.OpenEndpoints;
import com.timedeal.userservice.account.ChangePassword;
import com.timedeal.userservice.email.AcceptableEmail;
import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.emailcode.CodeProblems;
import com.timedeal.userservice.password.AcceptablePassword;
import com.timedeal.userservice.password.BusyHashing;
import com.timedeal.userservice.password.Password;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth/password-resets")
class PasswordResetController {

    private final ResetPassword resets;

    PasswordResetController(ResetPassword resets) {
        this.resets = resets;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void request(@Valid @RequestBody ResetRequest request, ClientAddress from) {
        switch (resets.request(EmailAddress.parse(request.email()).orElseThrow(), from)) {
            case ResetPassword.Sent() -> {}
            case ResetPassword.TooMany(var pause) -> throw CodeProblems.tooMany(pause);
            case ResetPassword.NotNow() -> throw CodeProblems.away();
        }
    }

    @PostMapping("/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@Valid @RequestBody NewPassword request, ClientAddress from) {
        var address = EmailAddress.parse(request.email()).orElseThrow();
        switch (resets.with(address, request.code(), request.newPassword(), from)) {
            case ChangePassword.Changed() -> {}
            case ChangePassword.WrongPassword() -> throw CodeProblems.wrong();
            case ChangePassword.TooManyTries(var pause) -> throw CodeProblems.tooMany(pause);
            case ChangePassword.Busy() -> throw BusyHashing.problem();
        }
    }

    record ResetRequest(
            @NotNull(message = "is required") @AcceptableEmail
            String email) {

        @Override
        public String toString() {
            return "ResetRequest[hidden]";
        }
    }

    record NewPassword(
            @NotNull(message = "is required") @AcceptableEmail
            String email,

            @NotNull(message = "is required") @Pattern(regexp = "[0-9]{8}", message = "must be eight digits")
            String code,

            @NotNull(message = "is required") @AcceptablePassword
            Password newPassword) {

        @Override
        public String toString() {
            return "NewPassword[hidden]";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Open {

        @Bean
        OpenEndpoints passwordResetIsOpen() {
            return OpenEndpoints.of("POST /api/v1/auth/password-resets", "POST /api/v1/auth/password-resets/confirm");
        }
    }
}
