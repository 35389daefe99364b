package com.timedeal.gatewayservice.token;

import java.time.Instant;

/** What the gateway makes of an access token. */
sealed interface TokenVerdict {

    /**
     * @param account whose it is
     * @param notBefore null for any time
     * @param expires when it is no longer valid, differences of clocks allowed for; so is {@code notBefore}
     */
    record Valid(String keyId, String account, Instant notBefore, Instant expires) implements TokenVerdict {}

    /** @param reason for our own log; the caller learns only that the token is not valid */
    record Invalid(String reason) implements TokenVerdict {

        /** Genuine, and good until a while ago: what every client has now and then. */
        static final Invalid EXPIRED = new Invalid("expired");
    }

    /** Signed, it says, by a key that is not (yet) among ours. */
    record UnknownKey(String keyId) implements TokenVerdict {}
}
