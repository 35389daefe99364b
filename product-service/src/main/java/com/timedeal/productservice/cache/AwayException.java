package com.timedeal.productservice.cache;

/** Redis did not answer in time, or was not even asked because it had not before. */
class AwayException extends Exception {

    AwayException(Throwable cause) {
        // Expected while Redis is away, once per request: no stack trace.
        super(cause.toString(), cause, false, false);
    }
}
