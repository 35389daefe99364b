package com.timedeal.userservice.login;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.servicedefaults.problem.Problems;
import com.timedeal.userservice.password.BusyHashing;
import com.timedeal.userservice.password.Password;
import com.timedeal.userservice.session.RefreshToken;
import com.timedeal.userservice.token.AccessToken;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
class LoginController {

    private final LogIn logIn;
    private final GoOn goOn;
    private final LogOut logOut;

    LoginController(LogIn logIn, GoOn goOn, LogOut logOut) {
        this.logIn = logIn;
        this.goOn = goOn;
        this.logOut = logOut;
    }

    @PostMapping("/login")
    LoginAnswer logIn(
            @Valid @RequestBody LoginRequest request,
            @RequestHeader(name = HttpHeaders.USER_AGENT, required = false) String client,
            ClientAddress from) {
        return switch (logIn.with(request.email(), request.password(), client, from)) {
            case LogIn.LoggedIn(var access, var refresh) -> LoginAnswer.of(access, refresh);
            case LogIn.Refused() ->
                throw Problems.refuse(
                        HttpStatus.UNAUTHORIZED, "BAD_CREDENTIALS", "The e-mail address or the password is wrong.");
            case LogIn.Disabled() ->
                throw Problems.refuse(HttpStatus.FORBIDDEN, "ACCOUNT_DISABLED", "This account was disabled.");
            case LogIn.TooManyTries(var pause) -> throw BusyHashing.tooManyTries(pause);
            case LogIn.Busy() -> throw BusyHashing.problem();
        };
    }

    @PostMapping("/refresh")
    LoginAnswer refresh(
            @Valid @RequestBody RefreshRequest request,
            @RequestHeader(name = HttpHeaders.USER_AGENT, required = false) String client) {
        return goOn.with(new RefreshToken(request.refreshToken()), client)
                .map(refreshed -> LoginAnswer.of(refreshed.access(), refreshed.refresh()))
                .orElseThrow(() -> Problems.refuse(
                        HttpStatus.UNAUTHORIZED, "INVALID_REFRESH_TOKEN", "The session is over. Log in again."));
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logOut(@Valid @RequestBody RefreshRequest request) {
        logOut.of(new RefreshToken(request.refreshToken()));
    }

    /** Its text form tells nothing, so that no log can. */
    record LoginRequest(
            @NotNull(message = "is required") String email,
            @NotNull(message = "is required") Password password) {

        @Override
        public String toString() {
            return "LoginRequest[hidden]";
        }
    }

    /** Its text form tells nothing, so that no log can. */
    record RefreshRequest(
            @NotNull(message = "is required") @Size(max = 200, message = "is too long")
            String refreshToken) {

        @Override
        public String toString() {
            return "RefreshRequest[hidden]";
        }
    }

    /** @param expiresIn seconds */
    record LoginAnswer(String accessToken, String tokenType, long expiresIn, String refreshToken) {

        static LoginAnswer of(AccessToken access, RefreshToken refresh) {
            return new LoginAnswer(access.value(), "Bearer", access.lifetime().toSeconds(), refresh.value());
        }

        @Override
        public String toString() {
            return "LoginAnswer[hidden]";
        }
    }
}
