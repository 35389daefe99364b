package com.timedeal.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which requests one instance answered: Tomcat's own access log, which the tests switch on from outside. Nothing else
 * tells which instance served a caller, and callers are not meant to know.
 */
final class AccessLog {

    private AccessLog() {}

    /** @param key the idempotency key, {@code -} if there was none */
    record Line(String method, String path, int status, String key) {}

    /** The variables that make a service write it, each line at once. */
    static Map<String, String> switchedOn(Path home, String process) {
        return Map.of(
                "SERVER_TOMCAT_ACCESSLOG_ENABLED", "true",
                "SERVER_TOMCAT_ACCESSLOG_DIRECTORY", home.resolve("logs").toString(),
                "SERVER_TOMCAT_ACCESSLOG_PREFIX", process + "-access",
                "SERVER_TOMCAT_ACCESSLOG_SUFFIX", ".log",
                "SERVER_TOMCAT_ACCESSLOG_ROTATE", "false",
                "SERVER_TOMCAT_ACCESSLOG_BUFFERED", "false",
                "SERVER_TOMCAT_ACCESSLOG_PATTERN", "%m %U %s %{Idempotency-Key}i");
    }

    static List<Line> read(Path home, String process) throws IOException {
        try (var lines = Files.lines(home.resolve("logs").resolve(process + "-access.log"))) {
            return lines.map(line -> line.split(" "))
                    .filter(words -> words.length == 4) // the last one may be cut off by a kill
                    .map(words -> new Line(words[0], words[1], Integer.parseInt(words[2]), words[3]))
                    .toList();
        }
    }

    /** The keys of purchases of that deal to which the instance said yes. */
    static List<String> purchases(Path home, String process, UUID dealId) throws IOException {
        return read(home, process).stream()
                .filter(line -> line.method().equals("POST") && line.status() == 201)
                .filter(line -> line.path().equals("/api/v1/deals/" + dealId + "/orders"))
                .map(Line::key)
                .toList();
    }
}
