package com.timedeal.localinfrastructure;

import java.io.IOException;
import java.util.List;

/**
 * Lets the process that holds our standard input stop and start single servers, for tests of failures.
 *
 * <p>A line is {@code <verb> <server>}; the answer is one line, {@code ok <verb> <server>} or {@code error <reason>}.
 */
final class ServerControl {

    private final List<Server> servers;

    ServerControl(List<Server> servers) {
        this.servers = servers;
    }

    String obey(String line) {
        var words = line.strip().split("\\s+");
        if (words.length != 2) {
            return "error '" + line + "' is not a verb and a server";
        }
        var server = servers.stream()
                .filter(candidate -> candidate.name().equals(words[1]))
                .findFirst();
        if (server.isEmpty()) {
            return "error there is no server '" + words[1] + "'";
        }
        try {
            return obey(words[0], server.get())
                    ? "ok " + words[0] + " " + words[1]
                    : "error there is no verb '" + words[0] + "'";
        } catch (CannotStart | IOException | UnsupportedOperationException failed) {
            return "error " + failed.getMessage().lines().findFirst().orElse("");
        }
    }

    private static boolean obey(String verb, Server server) throws IOException {
        switch (verb) {
            case "start" -> server.start();
            case "stop" -> server.stop();
            case "kill" -> server.kill();
            case "pause" -> server.pause();
            case "resume" -> server.resume();
            default -> {
                return false;
            }
        }
        return true;
    }
}
