package com.timedeal.launcher.generator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds the end of an HTTP/1.1 answer by its length or by its last chunk, and looks at nothing else but the status. */
final class AnswerParser {

    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(US_ASCII);
    private static final byte[] CLOSE = "connection: close".getBytes(US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int CHUNKS = -2;

    private int bodyAt;
    private int length;
    private int status;
    private boolean last;

    void reset() {
        bodyAt = 0;
        status = 0;
        last = false;
    }

    /** Whether the other side closes the connection after it, as Tomcat does after a 503. */
    boolean isLast() {
        return last;
    }

    int status() {
        return status;
    }

    /** @param in what has come so far, from 0 to its position */
    boolean isComplete(ByteBuffer in) throws IOException {
        if (bodyAt == 0 && !readHeaders(in)) {
            return false;
        }
        if (length == CHUNKS) {
            var end = in.position() - LAST_CHUNK.length;
            // A chunk that ends in these bytes would end in the line break of the last chunk too: one request at a
            // time,
            // so nothing follows it.
            return end >= bodyAt && indexOf(in, end, in.position(), LAST_CHUNK) == end;
        }
        return in.position() >= bodyAt + length;
    }

    private boolean readHeaders(ByteBuffer in) throws IOException {
        var end = indexOf(in, 0, in.position(), END_OF_HEADERS);
        if (end < 0) {
            return false;
        }
        status = digit(in, STATUS_AT) * 100 + digit(in, STATUS_AT + 1) * 10 + digit(in, STATUS_AT + 2);
        bodyAt = end + END_OF_HEADERS.length;
        last = status >= 400 && indexOf(in, 0, end, CLOSE) >= 0;
        var lengthAt = indexOf(in, 0, end, LENGTH);
        if (lengthAt >= 0) {
            length = number(in, lengthAt + LENGTH.length);
        } else if (indexOf(in, 0, end, CHUNKED) >= 0) {
            length = CHUNKS;
        } else if (status == 204) {
            length = 0;
        } else {
            throw new IOException("an answer without a length");
        }
        return true;
    }

    private static int digit(ByteBuffer in, int at) {
        return in.get(at) - '0';
    }

    private static int number(ByteBuffer in, int from) {
        var value = 0;
        var at = from;
        while (in.get(at) == ' ') {
            at++;
        }
        for (var next = in.get(at); next >= '0' && next <= '9'; next = in.get(++at)) {
            value = value * 10 + next - '0';
        }
        return value;
    }

    /** @param wanted in lower case */
    static int indexOf(ByteBuffer in, int from, int to, byte[] wanted) {
        for (var at = from; at <= to - wanted.length; at++) {
            if (matches(in, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(ByteBuffer in, int at, byte[] wanted) {
        for (var i = 0; i < wanted.length; i++) {
            var b = in.get(at + i);
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
