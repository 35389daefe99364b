package com.timedeal.userservice.emailcode;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.userservice.email.AcceptableEmail;
import com.timedeal.userservice.email.EmailAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/email-verifications")
class VerificationController {

    private final RequestVerification requests;
    private final CodesPerSource codes;

    VerificationController(RequestVerification requests, CodesPerSource codes) {
        this.requests = requests;
        this.codes = codes;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void request(@Valid @RequestBody VerificationRequest request, ClientAddress from) {
        var address = EmailAddress.parse(request.email()).orElseThrow();
        switch (requests.of(address, from)) {
            case RequestVerification.Sent() -> {}
            case RequestVerification.TooMany(var limit) -> throw CodeProblems.tooMany(limit.pause());
            case RequestVerification.NotNow() -> throw CodeProblems.away();
        }
    }

    @PostMapping("/confirm")
    ConfirmationAnswer confirm(@Valid @RequestBody ConfirmationRequest request, ClientAddress from) {
        var address = EmailAddress.parse(request.email()).orElseThrow();
        return switch (codes.redeem(CodePurpose.SIGN_UP, address, request.code(), from)) {
            case EmailCodes.Redeemed(var proof) -> new ConfirmationAnswer(proof);
            case EmailCodes.Wrong() -> throw CodeProblems.wrong();
            case EmailCodes.Blocked(var pause) -> throw CodeProblems.blocked(pause);
            case EmailCodes.Away() -> throw CodeProblems.away();
        };
    }

    record VerificationRequest(
            @NotNull(message = "is required") @AcceptableEmail
            String email) {

        @Override
        public String toString() {
            return "VerificationRequest[hidden]";
        }
    }

    record ConfirmationRequest(
            @NotNull(message = "is required") @AcceptableEmail
            String email,

            @NotNull(message = "is required") @Pattern(regexp = "[0-9]{8}", message = "must be eight digits")
            String code) {

        @Override
        public String toString() {
            return "ConfirmationRequest[hidden]";
        }
    }

    record ConfirmationAnswer(String verificationToken) {

        @Override
        public String toString() {
            return "ConfirmationAnswer[hidden]";
        }
    }
}
