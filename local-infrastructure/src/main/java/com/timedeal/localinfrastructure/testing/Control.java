package com.timedeal.localinfrastructure.testing;

/** Does something to one of the servers. */
interface Control {

    /** For servers that somebody else runs. */
    Control UNAVAILABLE = (verb, server) -> {
        throw new UnsupportedOperationException(
                "Cannot %s %s: somebody else runs it (TIMEDEAL_INFRA=external or TIMEDEAL_TEST_RABBITMQ)."
                        .formatted(verb, server));
    };

    /** Returns when it is done. */
    void apply(String verb, String server);
}
