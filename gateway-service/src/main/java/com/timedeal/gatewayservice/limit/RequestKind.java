package com.timedeal.gatewayservice.limit;

import org.springframework.http.HttpMethod;

/** The kinds of requests that have limits of their own. */
enum RequestKind {
    /** Guesses a password. */
    LOGIN,
    /** Has a mail sent, guesses a code from one, or makes a password hashed. */
    CODE,
    /** Takes units, or money, or gives them back. */
    PURCHASE,
    OTHER;

    private static final String BASE = "/api/v1/";

    /** @param path plain, as {@code RefuseAmbiguousPaths} leaves it */
    static RequestKind of(HttpMethod method, String path) {
        if (method != HttpMethod.POST || !path.startsWith(BASE)) {
            return OTHER;
        }
        if (path.startsWith("orders", BASE.length())) {
            return PURCHASE;
        }
        if (path.startsWith("deals/", BASE.length())) {
            return path.indexOf("/orders", BASE.length()) > 0 ? PURCHASE : OTHER;
        }
        if (path.startsWith("coupons/", BASE.length())) {
            return path.indexOf("/claims", BASE.length()) > 0 ? PURCHASE : OTHER;
        }
        if (path.startsWith("auth/login", BASE.length())) {
            return LOGIN;
        }
        return path.startsWith("email-verifications", BASE.length())
                        || path.startsWith("auth/password-resets", BASE.length())
                        || path.equals("/api/v1/users")
                        || path.equals("/api/v1/users/")
                ? CODE
                : OTHER;
    }
}
