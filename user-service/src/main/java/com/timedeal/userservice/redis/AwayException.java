package com.timedeal.userservice.redis;

/** Redis did not answer in time: whether a command had an effect is not known. */
public class AwayException extends RuntimeException {

    AwayException(Throwable cause) {
        super("Redis is away: " + cause, cause);
    }
}
