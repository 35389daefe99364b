package com.timedeal.gatewayservice.token;

/** What the gateway makes of an access token. */
sealed interface TokenVerdict {

    record Valid(String userId) implements TokenVerdict {}

    /** @param reason for our own log; the caller learns only that the token is not valid */
    record Invalid(String reason) implements TokenVerdict {}

    /** Signed, it says, by a key that is not (yet) among ours. */
    record UnknownKey(String keyId) implements TokenVerdict {}
}
