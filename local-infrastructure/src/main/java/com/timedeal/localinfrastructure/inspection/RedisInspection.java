package com.timedeal.localinfrastructure.inspection;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks Redis who it is; two commands of its protocol, so no client library. */
final class RedisInspection {

    private static final int MILLIS = 3_000;

    private final String host;
    private final int port;
    private final String password;

    RedisInspection(Map<String, String> environment) {
        this.host = environment.getOrDefault("TIMEDEAL_REDIS_HOST", "127.0.0.1");
        this.port = Integer.parseInt(environment.getOrDefault("TIMEDEAL_REDIS_PORT", "6379"));
        this.password = environment.getOrDefault("TIMEDEAL_REDIS_PASSWORD", "");
    }

    List<Finding> run() {
        var here = "Redis at " + host + ":" + port;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), MILLIS);
            socket.setSoTimeout(MILLIS);
            var in = new BufferedInputStream(socket.getInputStream());
            if (!password.isBlank()) {
                send(socket, "AUTH", password);
                var answer = answer(in);
                if (answer.contains("without any password")) {
                    return List.of(
                            Finding.problem(here + " has no password, and one was given: set TIMEDEAL_REDIS_PASSWORD="
                                    + " (blank), or give the server that password."));
                }
                if (answer.startsWith("-")) {
                    return List.of(Finding.problem(
                            here + " refuses the password (" + said(answer) + "): check TIMEDEAL_REDIS_PASSWORD."));
                }
            }
            send(socket, "INFO");
            var info = answer(in);
            if (info.startsWith("-NOAUTH")) {
                return List.of(Finding.problem(here + " wants a password: set TIMEDEAL_REDIS_PASSWORD."));
            }
            if (info.startsWith("-NOPERM")) {
                return List.of(Finding.warning(here + " does not let this account see its settings (" + said(info)
                        + "); nothing was checked."));
            }
            if (info.startsWith("-")) {
                return List.of(Finding.problem(here + " says: " + said(info)));
            }
            return judge(here, facts(info));
        } catch (IOException e) {
            return List.of(Finding.problem(here + " does not answer (" + e.getMessage()
                    + "): start it, or check TIMEDEAL_REDIS_HOST and TIMEDEAL_REDIS_PORT."));
        }
    }

    static List<Finding> judge(String here, Map<String, String> facts) {
        var version = facts.getOrDefault("redis_version", "?");
        var findings = new ArrayList<Finding>();
        findings.add(
                Version.of(version).isBefore(7, 0)
                        ? Finding.warning(
                                here + " is version " + version + "; 7.0 or newer is what this was tried with.")
                        : Finding.ok(here + ": version " + version));
        if ("slave".equals(facts.get("role"))) {
            findings.add(Finding.problem(here + " is a replica, which takes no locks: name its master."));
        }
        var policy = facts.getOrDefault("maxmemory_policy", "noeviction");
        findings.add(
                policy.equals("noeviction")
                                || facts.getOrDefault("maxmemory", "0").equals("0")
                        ? Finding.ok("Redis throws no lock away when memory is short (maxmemory-policy " + policy + ")")
                        : Finding.warning("Redis throws keys away when memory is short (maxmemory-policy " + policy
                                + "), locks among them: nothing is oversold without them, but orders get slower."
                                + " Set maxmemory-policy noeviction, or give it more memory."));
        return findings;
    }

    private static Map<String, String> facts(String info) {
        var facts = new HashMap<String, String>();
        info.lines().forEach(line -> {
            var at = line.indexOf(':');
            if (at > 0) {
                facts.put(line.substring(0, at), line.substring(at + 1).strip());
            }
        });
        return facts;
    }

    private static String said(String error) {
        return error.substring(1).strip();
    }

    private static void send(Socket socket, String... words) throws IOException {
        var command = new StringBuilder("*" + words.length + "\r\n");
        for (var word : words) {
            command.append('$')
                    .append(word.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** One line, or the text that the line announces. */
    private static String answer(InputStream in) throws IOException {
        var line = line(in);
        if (!line.startsWith("$")) {
            return line;
        }
        return new String(in.readNBytes(Integer.parseInt(line.substring(1)) + 2), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
