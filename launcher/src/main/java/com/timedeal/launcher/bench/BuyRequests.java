package com.timedeal.launcher.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.timedeal.launcher.generator.Requests;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Everybody wants one unit of each of some sales. People come in groups: first all of a group want the first sale, then all of
 * it the second, so that a token is used as often as there are sales, never twice in a row, and within the time in which
 * somebody buys, not spread over the whole of a measurement.
 */
final class BuyRequests implements Requests {

    /** What is sent to buy one unit of a deal. */
    static final String ONE_UNIT = "{\"quantity\":1}";

    /** Few, since the first request of each costs more than the others: a long row of these would be a load of its own. */
    private static final int GROUP = 250;

    private final int uses;
    private final byte[][] heads;
    private final byte[][] tokens;
    private final byte[] tail;

    /**
     * @param paths of the sales; if there are more than uses, people begin with different ones
     * @param uses of each token
     * @param body of every request; empty for none
     */
    BuyRequests(List<String> paths, byte[][] tokens, int uses, String body, String key) {
        this.uses = uses;
        this.heads = paths.stream()
                .map(path -> ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                + "Accept: application/json\r\nContent-Length: " + body.length()
                                + "\r\nAuthorization: Bearer ")
                        .getBytes(US_ASCII))
                .toArray(byte[][]::new);
        this.tokens = tokens;
        // Its scope is the person and the sale, so one value will do for all.
        this.tail = ("\r\nIdempotency-Key: " + key + "\r\n\r\n" + body).getBytes(US_ASCII);
    }

    @Override
    public int count() {
        return uses * tokens.length;
    }

    @Override
    public void put(int number, ByteBuffer buffer) {
        var before = number / (GROUP * uses) * GROUP;
        var group = Math.min(GROUP, tokens.length - before);
        var inGroup = number - before * uses;
        var person = before + inGroup % group;
        var use = inGroup / group;
        var sale = heads.length <= uses ? use % heads.length : (person + use) % heads.length;
        buffer.put(heads[sale]).put(tokens[person]).put(tail);
    }
}
