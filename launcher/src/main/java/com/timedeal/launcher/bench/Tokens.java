package com.timedeal.launcher.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.util.stream.IntStream;

/** Signs tokens of people who were never seen before. */
final class Tokens {

    /** How often a token is used: somebody looks at a deal, buys, asks again; nobody lives on one token. */
    static final int USES = 5;

    private final TokenIssuer issuer;
    private final UserIds users;

    Tokens(TokenIssuer issuer, UserIds users) {
        this.issuer = issuer;
        this.users = users;
    }

    byte[][] ofNewPeople(int count) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> issuer.issue(users.next(), Role.BUYER).getBytes(US_ASCII))
                .toArray(byte[][]::new);
    }

    String of(Role role) {
        return issuer.issue(users.next(), role);
    }
}
