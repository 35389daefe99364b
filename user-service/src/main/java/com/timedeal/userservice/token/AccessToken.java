package com.timedeal.userservice.token;

import java.time.Duration;

/** A signed token and how long it is good for. Its text form tells nothing, so that no log can. */
public record AccessToken(String value, Duration lifetime) {

    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
