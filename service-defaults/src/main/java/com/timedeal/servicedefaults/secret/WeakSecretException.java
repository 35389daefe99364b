package com.timedeal.servicedefaults.secret;

/** A secret that this service would be insecure with. */
class WeakSecretException extends RuntimeException {

    WeakSecretException(String message) {
        super(message);
    }
}
