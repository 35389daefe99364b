package com.timedeal.userservice.login;

import com.timedeal.servicedefaults.problem.Problems;
import com.timedeal.userservice.account.VerifyCredentials;
import com.timedeal.userservice.password.BusyHashing;
import com.timedeal.userservice.password.Password;
import com.timedeal.userservice.token.AccessToken;
import com.timedeal.userservice.token.IssueAccessToken;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LoginController {

    private final VerifyCredentials credentials;
    private final IssueAccessToken tokens;

    LoginController(VerifyCredentials credentials, IssueAccessToken tokens) {
        this.credentials = credentials;
        this.tokens = tokens;
    }

    @PostMapping("/api/v1/auth/login")
    LoginAnswer logIn(@Valid @RequestBody LoginRequest request) {
        return switch (credentials.verify(request.email(), request.password())) {
            case VerifyCredentials.Verified(var userId, var roles) -> LoginAnswer.of(tokens.to(userId, roles));
            case VerifyCredentials.Refused() ->
                throw Problems.refuse(
                        HttpStatus.UNAUTHORIZED, "BAD_CREDENTIALS", "The e-mail address or the password is wrong.");
            case VerifyCredentials.Busy() -> throw BusyHashing.problem();
        };
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

    /** @param expiresIn seconds */
    record LoginAnswer(String accessToken, String tokenType, long expiresIn) {

        static LoginAnswer of(AccessToken token) {
            return new LoginAnswer(token.value(), "Bearer", token.lifetime().toSeconds());
        }

        @Override
        public String toString() {
            return "LoginAnswer[hidden]";
        }
    }
}
