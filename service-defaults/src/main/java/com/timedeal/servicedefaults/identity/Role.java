package com.timedeal.servicedefaults.identity;

/** What an account may do. Everybody is a BUYER; the others come on top. */
public enum Role {
    BUYER,
    SELLER,
    ADMIN
}
