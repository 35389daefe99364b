package com.timedeal.userservice.emailcode;

/** What a code is for; it is good for nothing else. */
public enum CodePurpose {
    SIGN_UP,
    PASSWORD_RESET
}
