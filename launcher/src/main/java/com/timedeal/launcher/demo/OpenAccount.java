package com.timedeal.launcher.demo;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.mail.AwaitCode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** Comes to the platform the way everybody does: proves an address by the code in a mail, signs up and logs in. */
public final class OpenAccount {

    private static final String ME = "/api/v1/users/me";

    private final Gateway gateway;
    private final AwaitCode codes;
    private final SecureRandom random = new SecureRandom();

    public OpenAccount(Gateway gateway, AwaitCode codes) {
        this.gateway = gateway;
        this.codes = codes;
    }

    /** An account and a token of it. Its text form tells no secret. */
    public record Opened(String email, String password, String userId, String accessToken, String refreshToken) {

        @Override
        public String toString() {
            return "Opened[" + userId + "]";
        }
    }

    /** Somebody who buys. */
    public Opened buyer() throws InterruptedException {
        var email = "demo-" + hex(8) + "@example.com";
        var password = hex(16);
        var proof = prove(email);
        var person = Map.of(
                "email",
                email,
                "password",
                password,
                "name",
                "Demo Person",
                "nickname",
                "demo",
                "phone",
                "010-1234-5678",
                "verificationToken",
                proof);
        var answer = gateway.ask(Call.post("/api/v1/users", null, person));
        // Nobody else has this address or this proof: if they are used, then by ourselves, and the answer was lost.
        if (answer.status() != 201
                && !answer.code().equals("EMAIL_TAKEN")
                && !answer.code().equals("ADDRESS_NOT_VERIFIED")) {
            throw new Failure("Nobody could sign up: the answer was " + answer.inWords());
        }
        return logIn(email, password);
    }

    /** Somebody who sells. */
    public Opened seller() throws InterruptedException {
        var asBuyer = buyer();
        gateway.demand(Call.put(ME + "/seller", asBuyer.accessToken(), null), 204);
        // What one may do stands in the token, so a new one is needed.
        return logIn(asBuyer.email(), asBuyer.password());
    }

    /** Another session of an account. */
    public Opened logIn(String email, String password) throws InterruptedException {
        var login = Call.post("/api/v1/auth/login", null, Map.of("email", email, "password", password));
        var session = gateway.demand(login, 200);
        var token = session.path("accessToken").asText();
        var userId = gateway.demand(Call.get(ME, token), 200).path("userId").asText();
        return new Opened(
                email, password, userId, token, session.path("refreshToken").asText());
    }

    private String prove(String email) throws InterruptedException {
        gateway.demand(Call.post("/api/v1/email-verifications", null, Map.of("email", email)), 202);
        try {
            var code = Map.of("email", email, "code", codes.sentTo(email));
            return gateway.demand(Call.post("/api/v1/email-verifications/confirm", null, code), 200)
                    .path("verificationToken")
                    .asText();
        } catch (IOException e) {
            throw new Failure("The mailbox cannot be read: " + e, e);
        }
    }

    private String hex(int bytes) {
        var chosen = new byte[bytes];
        random.nextBytes(chosen);
        return HexFormat.of().formatHex(chosen);
    }
}
