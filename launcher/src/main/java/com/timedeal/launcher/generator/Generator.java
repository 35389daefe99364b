package com.timedeal.launcher.generator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends requests over a number of connections, from one thread. Either closed (each connection sends its next request when
 * it has its answer) or open (requests are due at a constant rate, whatever the answers do, and the wait of one that finds
 * no free connection counts: a stall is felt by all who would have come during it).
 */
public final class Generator implements AutoCloseable {

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Selector selector;
    private final List<InetSocketAddress> targets;
    private final List<Connection> connections = new ArrayList<>();
    private final byte[] marker;
    private final int expected;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<Integer, String> samples = new HashMap<>();
    private final Set<Connection> brokenOnes = new HashSet<>();
    private final Set<Connection> spent = new HashSet<>();
    private long[] latencies = new long[0];
    private int answered;
    private int marked;

    /**
     * @param targets connections are dealt out to them in turn
     * @param expected the status that needs no explaining; of every other one a sample is kept
     * @param marker answers that have this text in them are counted; null for none
     */
    public Generator(List<InetSocketAddress> targets, int connections, int expected, String marker) throws IOException {
        this.selector = Selector.open();
        this.targets = List.copyOf(targets);
        this.expected = expected;
        this.marker = marker == null ? null : marker.toLowerCase(Locale.ROOT).getBytes(US_ASCII);
        for (var i = 0; i < connections; i++) {
            this.connections.add(new Connection(targets.get(i % targets.size()), selector));
        }
    }

    /** Sends them all, each connection its next one after each answer. */
    public LoadResult closed(Requests requests) throws IOException {
        begin(requests);
        var started = System.nanoTime();
        var next = 0;
        for (var connection : List.copyOf(connections)) {
            if (next < requests.count()) {
                send(connection, next++, requests, System.nanoTime());
            }
        }
        var lastAnswer = started;
        while (answered < requests.count()) {
            selector.select(100);
            for (var key : selector.selectedKeys()) {
                var connection = (Connection) key.attachment();
                if (key.isValid() && isAnswered(connection, key.isWritable())) {
                    lastAnswer = System.nanoTime();
                    note(connection, lastAnswer);
                    if (next < requests.count()) {
                        send(replaced(connection), next++, requests, lastAnswer);
                    }
                }
            }
            selector.selectedKeys().clear();
            giveUpIfSilent(lastAnswer);
        }
        return result(lastAnswer - started);
    }

    /** Sends them at that rate. @param perSecond requests that become due in a second */
    public LoadResult open(Requests requests, double perSecond) throws IOException {
        begin(requests);
        var idle = new ArrayDeque<>(connections);
        var pause = 1e9 / perSecond;
        var started = System.nanoTime();
        var next = 0;
        var lastAnswer = started;
        while (answered < requests.count()) {
            var now = System.nanoTime();
            while (next < requests.count() && !idle.isEmpty() && started + (long) (next * pause) <= now) {
                send(idle.remove(), next, requests, started + (long) (next * pause));
                next++;
            }
            // A millisecond is the finest that a selector waits, and to ask again and again until the moment has come
            // would
            // take a core from those who are measured. What is sent late for it has waited since it was due.
            selector.select(next >= requests.count() || idle.isEmpty() ? 100 : 1);
            for (var key : selector.selectedKeys()) {
                var connection = (Connection) key.attachment();
                if (key.isValid() && isAnswered(connection, key.isWritable())) {
                    lastAnswer = System.nanoTime();
                    note(connection, lastAnswer);
                    idle.add(replaced(connection));
                }
            }
            selector.selectedKeys().clear();
            giveUpIfSilent(lastAnswer);
        }
        return result(lastAnswer - started);
    }

    private void begin(Requests requests) {
        statuses.clear();
        samples.clear();
        latencies = new long[requests.count()];
        answered = 0;
        marked = 0;
    }

    private LoadResult result(long nanos) {
        var sorted = Arrays.copyOf(latencies, answered);
        Arrays.sort(sorted);
        return new LoadResult(nanos, Map.copyOf(statuses), marked, sorted, Map.copyOf(samples));
    }

    private void send(Connection connection, int number, Requests requests, long since) throws IOException {
        try {
            connection.send(number, requests, since);
        } catch (IOException e) {
            // No answer will come for it.
            broken(connection, e);
            note(connection, System.nanoTime());
            replaced(connection);
        }
    }

    private boolean isAnswered(Connection connection, boolean writable) {
        if (connection.isIdle()) {
            // Closed while nothing was asked of it: whoever sends next notices.
            connection.close();
            return false;
        }
        try {
            if (writable) {
                connection.write();
            }
            return connection.read();
        } catch (IOException e) {
            broken(connection, e);
            return true;
        }
    }

    private void broken(Connection connection, IOException why) {
        brokenOnes.add(connection);
        samples.putIfAbsent(0, why.toString());
    }

    private void note(Connection connection, long now) {
        var status = brokenOnes.contains(connection) ? 0 : connection.status();
        statuses.merge(status, 1, Integer::sum);
        latencies[answered++] = now - connection.sentNanos();
        if (status != 0 && marker != null && connection.contains(marker)) {
            marked++;
        }
        if (status != expected && status != 0 && !samples.containsKey(status)) {
            samples.put(status, connection.text());
        }
        if (status != 0 && connection.isLastAnswer()) {
            spent.add(connection);
        }
        connection.idle();
    }

    /** A broken connection, or one that the other side closes, is made anew. */
    private Connection replaced(Connection connection) throws IOException {
        if (!(brokenOnes.remove(connection) | spent.remove(connection))) {
            return connection;
        }
        connection.close();
        var at = connections.indexOf(connection);
        var fresh = new Connection(targets.get(at % targets.size()), selector);
        connections.set(at, fresh);
        return fresh;
    }

    private void giveUpIfSilent(long lastAnswer) throws IOException {
        if (System.nanoTime() - lastAnswer > PATIENCE_NANOS) {
            throw new IOException("no answer for " + PATIENCE_NANOS / 1_000_000_000 + " s; so far " + statuses);
        }
    }

    @Override
    public void close() throws IOException {
        connections.forEach(Connection::close);
        selector.close();
    }
}
