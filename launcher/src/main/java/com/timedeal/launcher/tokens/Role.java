package com.timedeal.launcher.tokens;

/** What a person may be on the platform. */
public enum Role {
    BUYER,
    SELLER,
    ADMIN
}
