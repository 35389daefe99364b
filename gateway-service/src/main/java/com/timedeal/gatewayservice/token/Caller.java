package com.timedeal.gatewayservice.token;

import org.springframework.web.server.ServerWebExchange;

/** Whose token a request brings, once that was verified. */
public final class Caller {

    private static final String ATTRIBUTE = Caller.class.getName();

    private Caller() {}

    /** The account's id; null for a stranger, and before the token was verified. */
    public static String accountOf(ServerWebExchange exchange) {
        return (String) exchange.getAttributes().get(ATTRIBUTE);
    }

    static void note(ServerWebExchange exchange, String account) {
        exchange.getAttributes().put(ATTRIBUTE, account);
    }
}
