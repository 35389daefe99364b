package com.timedeal.launcher.generator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections that send a letter of a header each second and never come to its end; one that is dropped comes again. */
public final class Dawdlers implements AutoCloseable {

    private static final long PAUSE_MILLIS = 1_000;
    private static final byte[] BEGINNING =
            "POST /api/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".getBytes(US_ASCII);

    private final InetSocketAddress target;
    private final List<SocketChannel> connections = new ArrayList<>();
    private final ByteBuffer heard = ByteBuffer.allocate(1024);
    private final Thread thread;
    private volatile boolean closed;
    private volatile int dropped;

    private Dawdlers(InetSocketAddress target) {
        this.target = target;
        this.thread = Thread.ofPlatform().daemon().name("dawdlers").unstarted(this::dawdle);
    }

    /** That many, connected and begun when this returns. */
    public static Dawdlers at(InetSocketAddress target, int count) throws IOException {
        var dawdlers = new Dawdlers(target);
        for (var i = 0; i < count; i++) {
            dawdlers.connections.add(dawdlers.begun());
        }
        dawdlers.thread.start();
        return dawdlers;
    }

    private SocketChannel begun() throws IOException {
        var connection = SocketChannel.open(target);
        connection.configureBlocking(false);
        connection.write(ByteBuffer.wrap(BEGINNING));
        return connection;
    }

    private void dawdle() {
        try {
            while (!closed) {
                Thread.sleep(PAUSE_MILLIS);
                for (var i = 0; i < connections.size() && !closed; i++) {
                    if (!goOn(connections.get(i))) {
                        connections.get(i).close();
                        dropped++;
                        connections.set(i, begun());
                    }
                }
            }
        } catch (InterruptedException | IOException e) {
            // The server is gone, or nobody wants this any longer; what has been dropped is told either way.
        }
    }

    /** @return false when the other side has closed it */
    private boolean goOn(SocketChannel connection) {
        try {
            heard.clear();
            if (connection.read(heard) != 0) {
                return false;
            }
            connection.write(ByteBuffer.wrap(new byte[] {'a'}));
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    /** How often one was given up by the other side. */
    public int dropped() {
        return dropped;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        thread.interrupt();
        for (var connection : connections) {
            connection.close();
        }
    }
}
