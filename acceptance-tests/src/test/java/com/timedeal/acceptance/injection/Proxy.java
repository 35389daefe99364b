package com.timedeal.acceptance.injection;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection's way through this JVM, where it can be made slow, silent in one direction or both, or broken.
 *
 * <p>What is held back is delivered when the direction is opened again, as TCP does after a cut that was shorter than
 * its patience. Safe to use from many threads.
 */
public final class Proxy implements Closeable {

    private static final int CHUNK = 16 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The way of the bytes. */
    public enum Direction {
        /** From whoever connected to the server: what is asked. */
        THERE,
        /** From the server: what is answered. */
        BACK
    }

    private final int targetPort;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    private final Set<Direction> held = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile ServerSocket listener;
    private volatile Thread acceptor;
    private volatile boolean closed;

    /** @param targetPort on loopback */
    public Proxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.port = listener.getLocalPort();
        accept(listener);
    }

    /** Where to connect to, on loopback. */
    public int port() {
        return port;
    }

    /** Every piece of data takes this much longer, in each direction. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Nothing comes through any more; connections stay open, and new ones are taken. */
    public void silence() {
        hold(Direction.THERE);
        hold(Direction.BACK);
    }

    /** Nothing comes through that way any more. */
    public void hold(Direction direction) {
        held.add(direction);
    }

    /** Breaks every connection there is (RST); new ones are served. */
    public void reset() {
        for (var socket : sockets) {
            abort(socket);
        }
    }

    /** Breaks every connection and refuses new ones, as a machine does on which the server does not run. */
    public void refuse() throws IOException {
        listener.close();
        try {
            // The port is free only when nobody waits on it any more.
            acceptor.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reset();
    }

    /** Everything works again: what was held goes on its way, new connections are served. */
    public void heal() throws IOException {
        delay = Duration.ZERO;
        state.lock();
        try {
            held.clear();
            changed.signalAll();
        } finally {
            state.unlock();
        }
        if (listener.isClosed() && !closed) {
            var again = new ServerSocket();
            again.setReuseAddress(true);
            again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            listener = again;
            accept(again);
        }
    }

    private void accept(ServerSocket server) {
        acceptor = Thread.ofVirtual().name("proxy-" + port).start(() -> {
            while (!server.isClosed()) {
                try {
                    var client = server.accept();
                    Thread.startVirtualThread(() -> connect(client));
                } catch (IOException listenerClosed) {
                    return;
                }
            }
        });
    }

    private void connect(Socket client) {
        var server = new Socket();
        try {
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort), (int) CONNECT.toMillis());
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException serverIsNotThere) {
            abort(client);
            abort(server);
            return;
        }
        sockets.add(client);
        sockets.add(server);
        Thread.startVirtualThread(() -> pump(client, server, Direction.THERE));
        Thread.startVirtualThread(() -> pump(server, client, Direction.BACK));
    }

    private void pump(Socket from, Socket to, Direction direction) {
        try {
            var buffer = new byte[CHUNK];
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitPassage(direction);
                out.write(buffer, 0, read);
                out.flush();
            }
            awaitPassage(direction);
            to.shutdownOutput();
        } catch (IOException broken) {
            abort(from);
            abort(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
        }
    }

    private void awaitPassage(Direction direction) throws InterruptedException {
        var each = delay;
        if (each.isPositive()) {
            TimeUnit.NANOSECONDS.sleep(each.toNanos());
        }
        if (held.contains(direction)) {
            state.lock();
            try {
                while (held.contains(direction) && !closed) {
                    changed.await();
                }
            } finally {
                state.unlock();
            }
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closedAlready) {
            // It is gone.
        }
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // It is gone.
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        refuse();
        heal();
    }
}
