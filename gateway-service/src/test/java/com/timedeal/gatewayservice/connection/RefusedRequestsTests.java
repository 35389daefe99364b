package com.timedeal.gatewayservice.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.timedeal.gatewayservice.Backend;
import com.timedeal.gatewayservice.RunningGateway;
import com.timedeal.gatewayservice.securitylog.HeardEvents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** On sockets, because no HTTP client would send most of this. */
class RefusedRequestsTests extends RunningGateway {

    private static final String POST = "POST /api/v1/deals/1/orders HTTP/1.1\r\nHost: localhost\r\n";
    private static final Pattern NAME = Pattern.compile("(?i)\r\nx-request-id: ([0-9a-f]{32})\r\n");
    private static final String SMUGGLED = "GET /api/v1/orders HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Autowired
    private OpenConnections held;

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguousRequests")
    void whatTwoServersCouldReadDifferentlyEndsTheConnection(String what, String request) {
        var answer = sendRaw(request);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"BAD_REQUEST\"");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).as("answers in all").hasSize(2);
        assertThat(receivedByAnyone())
                .extracting(Backend.Received::target)
                .doesNotContain("/api/v1/orders", "/api/v1/deals/1/orders");
    }

    static Stream<Arguments> ambiguousRequests() {
        return Stream.of(
                arguments("length and chunks", posting("Content-Length: 6\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
                arguments("chunks and length", posting("Transfer-Encoding: chunked\r\nContent-Length: 6", "0\r\n\r\n")),
                arguments("two lengths", posting("Content-Length: 6\r\nContent-Length: 0", "")),
                arguments("the same length twice", posting("Content-Length: 0\r\nContent-Length: 0", "")),
                arguments("a list of lengths", posting("Content-Length: 0, 6", "")),
                arguments("negative length", posting("Content-Length: -1", "")),
                arguments("length with a sign", posting("Content-Length: +0", "")),
                arguments("hexadecimal length", posting("Content-Length: 0x0", "")),
                arguments("length of nothing", posting("Content-Length: ", "")),
                arguments("length beyond all numbers", posting("Content-Length: 99999999999999999999", "")),
                arguments("unknown encoding", posting("Transfer-Encoding: xchunked", "0\r\n\r\n")),
                arguments("identity", posting("Transfer-Encoding: identity", "")),
                arguments("chunked and more", posting("Transfer-Encoding: chunked, identity", "0\r\n\r\n")),
                arguments("more and chunked", posting("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
                arguments("encoded twice", posting("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")),
                arguments(
                        "two encodings",
                        posting("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n")),
                arguments("encoding in quotes", posting("Transfer-Encoding: \"chunked\"", "0\r\n\r\n")),
                arguments("encoding on the next line", posting("Transfer-Encoding: x\r\n chunked", "0\r\n\r\n")),
                arguments("vertical tab", posting("Transfer-Encoding: \u000bchunked", "0\r\n\r\n")),
                arguments("blank before the colon", posting("Transfer-Encoding : chunked", "0\r\n\r\n")),
                arguments("blank before the name", posting("X: y\r\n\u000bTransfer-Encoding: chunked", "0\r\n\r\n")),
                arguments("carriage return in a header", posting("X: a\rTransfer-Encoding: chunked", "0\r\n\r\n")),
                arguments("line feed in a header", posting("X: a\nTransfer-Encoding: chunked", "0\r\n\r\n")),
                arguments("nul in a header", posting("X: a\u0000b", "")),
                arguments("line without a colon", posting("Transfer-Encoding", "")),
                arguments("header without a name", posting(": chunked", "")),
                arguments(
                        "chunks in HTTP/1.0",
                        posting("Transfer-Encoding: chunked", "0\r\n\r\n").replace("1.1", "1.0")),
                arguments("another version", posting("Content-Length: 0", "").replace("HTTP/1.1", "HTTP/1.2")),
                arguments("two hosts", posting("Host: evil.example\r\nContent-Length: 0", "")),
                arguments("no host", "GET /api/v1/products HTTP/1.1\r\n\r\n" + SMUGGLED),
                arguments("chunk size of nonsense", chunked("xyz\r\n")),
                arguments("chunk size with a prefix", chunked("0x1\r\na\r\n0\r\n\r\n")),
                arguments("negative chunk size", chunked("-1\r\na\r\n0\r\n\r\n")),
                arguments("chunk size beyond all numbers", chunked("fffffffffffffffff\r\na\r\n0\r\n\r\n")),
                arguments("chunk longer than its size", chunked("1\r\nab\r\n0\r\n\r\n")),
                arguments("chunk ended by a line feed alone", chunked("1\r\na\n0\r\n\r\n")),
                arguments("chunk size ended by a line feed alone", chunked("1\na\r\n0\r\n\r\n")),
                arguments("line feed in an extension", chunked("1;a\nb\r\na\r\n0\r\n\r\n")));
    }

    private static String posting(String header, String body) {
        return POST + header + "\r\n\r\n" + body + SMUGGLED;
    }

    private static String chunked(String chunks) {
        return POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks + SMUGGLED;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get", "FOO", "DEBUG"})
    void methodsThatNobodyNeedsAreUnknown(String method) {
        var answer = sendRaw(method + " /api/v1/products HTTP/1.1\r\nHost: localhost\r\nX-Secret: s3\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 405 ")
                .contains("\"code\":\"METHOD_NOT_ALLOWED\"")
                .containsIgnoringCase("allow: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT")
                .doesNotContain("s3");
        assertThat(receivedByAnyone()).isEmpty();
    }

    @Test
    void addressesAndHeadersHaveALength() {
        assertThat(sendRaw("GET /api/v1/products?q=" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ")
                .contains("\"code\":\"URI_TOO_LONG\"");
        assertThat(sendRaw("GET /api/v1/products HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("\"code\":\"HEADERS_TOO_LARGE\"");
        assertThat(receivedByAnyone()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noBodyIsLongerThanTheLimitHoweverItIsSent(boolean announced) {
        assertThat(postOf("/api/v1/products", 64 * 1024, announced)).isEqualTo(200);
        assertThat(postOf("/api/v1/products", 64 * 1024 + 1, announced)).isEqualTo(413);
        assertThat(postOf("/api/v1/deals/1/orders", 4 * 1024, announced)).isEqualTo(200);
        assertThat(postOf("/api/v1/deals/1/orders", 4 * 1024 + 1, announced)).isEqualTo(413);
        assertThat(postOf("/api/v1/coupons/1/claims?x=y", 4 * 1024 + 1, announced))
                .isEqualTo(413);
        assertThat(receivedByAnyone())
                .extracting(received -> received.body().length())
                .containsOnly(64 * 1024, 4 * 1024);
    }

    @Test
    void whoeverSendsWithoutEndIsToldSo() throws IOException {
        var answer = new StringBuilder();
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write((POST + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (var i = 0; i < 16; i++) {
                out.write(chunk);
            }
            answer.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"CONTENT_TOO_LARGE\"");
        assertThat(receivedByAnyone()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refusedRequests")
    void aRefusalHasANameByWhichItIsFoundInTheLog(String event, String request, String fields) {
        try (var heard = HeardEvents.listen()) {
            // Of one event a line a second is certain, whatever the tests before left of the budget.
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                var name = NAME.matcher(sendRaw(request));
                assertThat(name.find()).isTrue();
                assertThat(heard.lines())
                        .anyMatch(line -> line.startsWith(event + " " + name.group(1) + " ") && line.contains(fields));
            });
            assertThat(heard.lines()).noneMatch(line -> line.contains("s3"));
        }
    }

    static Stream<Arguments> refusedRequests() {
        var path = "status=%d source.ip=127.0.0.1 path=%s";
        var buying = "/api/v1/deals/1/orders";
        return Stream.of(
                arguments("BAD_REQUEST", "NONSENSE s3\r\n\r\n", path.formatted(400, "")),
                arguments("BAD_REQUEST", posting("Content-Length: x", ""), path.formatted(400, buying)),
                arguments("BAD_REQUEST", chunked("xyz\r\n"), path.formatted(400, buying)),
                arguments(
                        "URI_TOO_LONG",
                        "GET /api?" + "s3".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                        path.formatted(414, "")),
                arguments(
                        "HEADERS_TOO_LARGE",
                        "GET /api?s3 HTTP/1.1\r\nHost: localhost\r\nX: " + "s3".repeat(5_000) + "\r\n\r\n",
                        path.formatted(431, "/api")),
                arguments("CONTENT_TOO_LARGE", posting("Content-Length: 4097", ""), path.formatted(413, buying)),
                arguments(
                        "METHOD_NOT_ALLOWED",
                        "TRACE /a\"b?s3 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                        path.formatted(405, "/a_b")),
                arguments("REQUEST_TIMEOUT", POST + "Content-Length: 9\r\n\r\ns3", path.formatted(408, buying)));
    }

    @Test
    void aRefusalComesAfterTheAnswersBeforeIt() {
        PRODUCT.answerWith("{\"first\":true}");

        var answer = sendRaw("GET /api/v1/products HTTP/1.1\r\nHost: localhost\r\n\r\n" + "NONSENSE\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").containsSubsequence("{\"first\":true}", "HTTP/1.1 400 ");
        PRODUCT.answerWith("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/pro",
                "GET /api/v1/products HTTP/1.1\r\nHost: loc",
                "POST /api/v1/products HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc",
                "POST /api/v1/products HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
            })
    void whoeverDawdlesIsGivenUp(String begin) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            var trickle = Thread.ofVirtual().start(() -> trickle(socket));
            var started = System.nanoTime();

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"REQUEST_TIMEOUT\"");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
            trickle.interrupt();
        }
        assertThat(receivedByAnyone()).isEmpty();
    }

    private static void trickle(Socket socket) {
        try {
            while (!socket.isClosed()) {
                Thread.sleep(100);
                socket.getOutputStream().write('1');
            }
        } catch (IOException | InterruptedException done) {
            // The gateway closed the connection, or the test is over.
        }
    }

    @Test
    void manyWhoSayNothingHoldUpNobody() throws IOException {
        var silent = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 1_000; i++) {
                silent.add(connect());
            }

            assertThat(get("/api/v1/products").statusCode()).isEqualTo(200);
        } finally {
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyThatIsAnnouncedMayComeAfterAPause() throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write((POST + "Expect: 100-continue\r\nContent-Length: 6\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var line = new byte[25];
            assertThat(socket.getInputStream().readNBytes(line, 0, line.length)).isEqualTo(line.length);
            out.write("abc".getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(100);
            out.write("def".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(new String(line, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200 ");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(receivedByAnyone()).extracting(Backend.Received::body).contains("abcdef");
    }

    @Test
    void aServiceHearsOfNoRequestThatIsNotWhole() throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write((POST + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n").getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(held.held()).isEqualTo(3));
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readNBytes(13), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 200 ");
            assertThat(held.held()).isZero();
        }
    }

    @Test
    void bodiesThatBreakOffBlameNoInstance() throws IOException {
        for (var i = 0; i < 6; i++) {
            try (var socket = connect()) {
                socket.getOutputStream()
                        .write(
                                ("POST /api/v1/timed-events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc")
                                        .getBytes(StandardCharsets.US_ASCII));
                socket.setSoLinger(i % 2 == 0, 0);
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        IntStream.range(0, 10).forEach(i -> get("/api/v1/timed-events"));

        assertThat(SCHEDULE.received()).isNotEmpty();
        assertThat(OTHER_SCHEDULE.received()).isNotEmpty();
    }

    private int postOf(String path, int length, boolean announced) {
        var body = new byte[length];
        Arrays.fill(body, (byte) 'x');
        var publisher = announced
                ? BodyPublishers.ofByteArray(body)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        return send(request(path).POST(publisher)).statusCode();
    }
}
