package com.timedeal.launcher.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuyRequestsTests {

    private static final byte[][] TOKENS = {"ann".getBytes(US_ASCII), "bob".getBytes(US_ASCII)};

    @Test
    void everybodyAsksOncePerSaleAndNeverTwiceInARow() {
        var requests = new BuyRequests(List.of("/a", "/b", "/c"), TOKENS, 3, BuyRequests.ONE_UNIT, "k");

        assertThat(IntStream.range(0, requests.count()).mapToObj(number -> who(requests, number)))
                .containsExactly("/a ann", "/a bob", "/b ann", "/b bob", "/c ann", "/c bob");
    }

    @Test
    void manySalesAreAskedForAtOnce() {
        var requests = new BuyRequests(List.of("/a", "/b", "/c"), TOKENS, 1, BuyRequests.ONE_UNIT, "k");

        assertThat(IntStream.range(0, requests.count()).mapToObj(number -> who(requests, number)))
                .containsExactly("/a ann", "/b bob");
    }

    private static String who(BuyRequests requests, int number) {
        var buffer = ByteBuffer.allocate(1_000);
        requests.put(number, buffer);
        var text = new String(buffer.array(), 0, buffer.position(), US_ASCII);
        assertThat(text)
                .contains("\r\nIdempotency-Key: k\r\n", "\r\nContent-Length: 14\r\n")
                .endsWith("{\"quantity\":1}");
        return text.split(" ")[1] + " " + text.split("Bearer ")[1].split("\r\n")[0];
    }
}
