package com.timedeal.gatewayservice;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One instance of a service, on a plain socket, because it has to misbehave in ways no HTTP server offers: reset a
 * connection after reading the request, break off an answer, refuse connections and come back on the same port.
 */
public final class Backend {

    public enum Behaviour {
        ANSWER,
        RESET_AFTER_READING,
        RESET_WITHIN_HEADERS,
        RESET_BEFORE_BODY,
        NEVER_ANSWER,
        /** Later than the limit that most routes have in tests. */
        ANSWER_AFTER_TWO_SECONDS,
        BREAK_OFF_IN_THE_BODY
    }

    /** Header names in lower case. */
    public record Received(String method, String target, Map<String, List<String>> headers, String body) {}

    private final String service;
    private final int port;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile Behaviour behaviour = Behaviour.ANSWER;
    private volatile String answer = "{}";
    private volatile int status = 200;
    private ServerSocket listening;

    private Backend(String service) {
        this.service = service;
        this.port = listen(0);
    }

    public static Backend of(String service) {
        return new Backend(service);
    }

    public int port() {
        return port;
    }

    public void behave(Behaviour next) {
        behaviour = next;
    }

    public void answerWith(String body) {
        answer = body;
    }

    /** Instead of 200, until the next reset. */
    public void answerStatus(int code) {
        status = code;
    }

    public List<Received> received() {
        return received;
    }

    public Received lastReceived() {
        return received.getLast();
    }

    /** As before anything happened, and listening. */
    public synchronized void reset() {
        behaviour = Behaviour.ANSWER;
        status = 200;
        received.clear();
        if (listening.isClosed()) {
            listen(port);
        }
    }

    /** Like kill -9: the port refuses connections, and those that were open are reset. */
    public synchronized void kill() {
        try {
            listening.close();
            for (var connection : connections) {
                abort(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int listen(int wanted) {
        try {
            var server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            listening = server;
            Thread.ofVirtual().start(() -> accept(server));
            return server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                var connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                var request = read(in);
                received.add(request);
                var body = answer.getBytes(StandardCharsets.UTF_8);
                var head = "HTTP/1.1 " + status + " Whatever\r\nServed-By: " + service
                        + "\r\nContent-Type: application/json\r\n";
                switch (behaviour) {
                    case ANSWER -> {
                        write(connection, head + "Content-Length: " + body.length + "\r\n\r\n");
                        connection.getOutputStream().write(body);
                    }
                    case RESET_AFTER_READING -> {
                        abort(connection);
                        return;
                    }
                    case RESET_WITHIN_HEADERS -> {
                        write(connection, head);
                        abort(connection);
                        return;
                    }
                    case RESET_BEFORE_BODY -> {
                        write(connection, head + "Content-Length: 1000\r\n\r\n");
                        abort(connection);
                        return;
                    }
                    case NEVER_ANSWER -> in.read();
                    case ANSWER_AFTER_TWO_SECONDS -> {
                        Thread.sleep(2_000);
                        write(connection, head + "Content-Length: " + body.length + "\r\n\r\n");
                        connection.getOutputStream().write(body);
                    }
                    case BREAK_OFF_IN_THE_BODY -> {
                        write(connection, head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
                        return;
                    }
                }
            }
        } catch (IOException gone) {
            // The gateway closed the connection, or the test did.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    private static void abort(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private static Received read(InputStream in) throws IOException {
        var requestLine = readLine(in).split(" ");
        var headers = new TreeMap<String, List<String>>();
        for (var line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            var colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        var body = new ByteArrayOutputStream();
        if (headers.containsKey("transfer-encoding")) {
            for (var size = chunkSize(in); size > 0; size = chunkSize(in)) {
                body.write(in.readNBytes(size));
                readLine(in);
            }
            readLine(in);
        } else if (headers.containsKey("content-length")) {
            body.write(
                    in.readNBytes(Integer.parseInt(headers.get("content-length").getFirst())));
        }
        return new Received(requestLine[0], requestLine[1], headers, body.toString(StandardCharsets.UTF_8));
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(readLine(in), 16);
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
