package com.timedeal.userservice.token;

/** There is nothing to sign tokens with, or something that must not be used for it. */
class UnusableKeysException extends RuntimeException {

    UnusableKeysException(String message) {
        super(message);
    }

    UnusableKeysException(String message, Throwable cause) {
        super(message, cause);
    }
}
