package com.timedeal.userservice.session;

/** Why access ended. */
public enum EndReason {
    SIGNED_OUT,
    TOO_MANY_SESSIONS,
    TOKEN_REUSED,
    PASSWORD_CHANGED,
    ROLES_CHANGED,
    DISABLED,
    DELETED
}
