package com.timedeal.launcher.generator;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection that carries one request at a time. Not thread-safe. */
final class Connection {

    private static final int LONGEST = 32 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer out = ByteBuffer.allocateDirect(4 * 1024);
    private final ByteBuffer in = ByteBuffer.allocateDirect(LONGEST);
    private final AnswerParser parser = new AnswerParser();

    /** The number of the request on its way; -1 for none. */
    private int number = -1;

    private long sentNanos;

    Connection(InetSocketAddress target, Selector selector) throws IOException {
        channel = SocketChannel.open(target);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(int request, Requests requests, long since) throws IOException {
        number = request;
        sentNanos = since;
        out.clear();
        requests.put(request, out);
        out.flip();
        parser.reset();
        in.clear();
        write();
    }

    /** Goes on with what the socket could not take at once. */
    void write() throws IOException {
        channel.write(out);
        var wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /**
     * Reads what is there.
     *
     * @return whether the answer is complete
     * @throws EOFException when the other side has closed
     */
    boolean read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("closed by the other side");
        }
        if (!in.hasRemaining()) {
            throw new IOException("an answer of more than " + LONGEST + " bytes");
        }
        return parser.isComplete(in);
    }

    int status() {
        return parser.status();
    }

    boolean isLastAnswer() {
        return parser.isLast();
    }

    /** The answer as it came; for whoever wants to look at one. */
    String text() {
        var copy = in.duplicate().flip();
        var bytes = new byte[copy.remaining()];
        copy.get(bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    boolean contains(byte[] marker) {
        return AnswerParser.indexOf(in, 0, in.position(), marker) >= 0;
    }

    int number() {
        return number;
    }

    void idle() {
        number = -1;
    }

    boolean isIdle() {
        return number < 0;
    }

    long sentNanos() {
        return sentNanos;
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
