package com.timedeal.servicedefaults.revocation;

import java.time.Duration;
import java.util.List;

/** Where revocations are asked for: over the network, or in the own database of who makes them. */
@FunctionalInterface
public interface RevocationFeed {

    /** All of the last while; what it throws means that there is no answer now. */
    List<Revocation> within(Duration recent);
}
