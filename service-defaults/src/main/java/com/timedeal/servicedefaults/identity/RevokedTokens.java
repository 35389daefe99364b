package com.timedeal.servicedefaults.identity;

import java.util.UUID;

/** Knows which access tokens count no more though they are genuine and have not expired. */
@FunctionalInterface
public interface RevokedTokens {

    /** @param version as the token says; 0 when it says nothing */
    boolean contain(UUID subject, long version);
}
