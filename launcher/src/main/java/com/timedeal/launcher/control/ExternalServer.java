package com.timedeal.launcher.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that runs elsewhere and is used with {@code TIMEDEAL_INFRA=external}. */
record ExternalServer(Kind kind, String host, int port) {

    private static final int MILLIS = 2_000;

    enum Kind {
        /** Speaks first, with its version. */
        DB(new byte[0]),
        /** Answers a PING, if only to ask for the password. */
        REDIS("PING\r\n".getBytes(StandardCharsets.US_ASCII)),
        /** Answers the header of the protocol, AMQP 0-9-1. */
        AMQP(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});

        private final byte[] greeting;

        Kind(byte[] greeting) {
            this.greeting = greeting;
        }
    }

    static List<ExternalServer> from(Map<String, String> environment) {
        return List.of(from(Kind.DB, environment), from(Kind.REDIS, environment), from(Kind.AMQP, environment));
    }

    private static ExternalServer from(Kind kind, Map<String, String> environment) {
        var name = "TIMEDEAL_" + kind;
        return new ExternalServer(
                kind, environment.get(name + "_HOST"), Integer.parseInt(environment.get(name + "_PORT")));
    }

    /** What is wrong with it and how to mend that; empty if it answers. */
    Optional<String> complaint() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), MILLIS);
            socket.setSoTimeout(MILLIS);
            socket.getOutputStream().write(kind.greeting);
            socket.getOutputStream().flush();
            if (socket.getInputStream().read() >= 0) {
                return Optional.empty();
            }
            return Optional.of(this + " closes the connection without a word.");
        } catch (IOException e) {
            return Optional.of(
                    this + " does not answer (" + e.getMessage() + "): start it, or say where it is with TIMEDEAL_"
                            + kind + "_HOST and TIMEDEAL_" + kind + "_PORT.");
        }
    }

    @Override
    public String toString() {
        var label = switch (kind) {
            case DB -> "database";
            case REDIS -> "Redis";
            case AMQP -> "message broker";
        };
        return label + " at " + host + ":" + port;
    }
}
