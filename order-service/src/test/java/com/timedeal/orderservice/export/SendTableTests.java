package com.timedeal.orderservice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.ErrorResponseException;

class SendTableTests {

    private static final List<String> HEADER = List.of("text", "number", "time", "nothing");

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "csv"})
    void whatIsReadBackIsWhatWasSent(String format) throws Exception {
        var table = new Table<>(
                "orders-1", HEADER, rows(List.of("홍길동", "=1+1", "a,\"b\"\r\nc", "<&>]]>")), SendTableTests::cells);

        sender(10, 2).send(table, ExportFormat.of(format), response);

        assertThat(response.getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"orders-1." + format + "\"");
        assertThat(response.getContentType()).startsWith(format.equals("csv") ? "text/csv" : "application/vnd.openxml");
        var read = Files.read(format, response.getContentAsByteArray());
        assertThat(read).hasSize(5);
        assertThat(read.getFirst()).isEqualTo(HEADER);
        assertThat(read.stream().skip(1).map(List::getFirst)).containsExactly("홍길동", "'=1+1", "a,\"b\"\r\nc", "<&>]]>");
        assertThat(read.get(1).get(1)).isEqualTo("9007199254740991");
        if (format.equals("csv")) {
            assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                    .contains("\"홍길동\",9007199254740991,\"2026-11-20 19:00:00\",\"\"\r\n");
        }
    }

    @Test
    void refusesMoreRowsThanAFileMayHaveBeforeAnythingIsSent() {
        assertThatThrownBy(() -> sender(10, 2).send(LargeTable.table(11), ExportFormat.CSV, response))
                .isInstanceOfSatisfying(ErrorResponseException.class, refusal -> {
                    assertThat(refusal.getStatusCode().value()).isEqualTo(422);
                    assertThat(refusal.getBody().getDetail()).contains("10 rows", "status, from and to");
                });
        assertThat(response.getHeaderNames()).isEmpty();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void sendsSoManyFilesAtOnceAndAsksOthersToComeBack() throws Exception {
        var sender = sender(10, 2);
        var begun = new CountDownLatch(2);
        var mayGoOn = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = IntStream.range(0, 2)
                    .mapToObj(i -> executor.submit(() -> {
                        sender.send(waiting(begun, mayGoOn), ExportFormat.CSV, new MockHttpServletResponse());
                        return null;
                    }))
                    .toList();
            try {
                begun.await();
                assertThatThrownBy(() -> sender.send(LargeTable.table(1), ExportFormat.CSV, response))
                        .isInstanceOfSatisfying(ErrorResponseException.class, refusal -> {
                            assertThat(refusal.getStatusCode().value()).isEqualTo(503);
                            assertThat(refusal.getHeaders().getFirst("Retry-After"))
                                    .isEqualTo("10");
                        });
            } finally {
                mayGoOn.countDown();
            }
            for (var file : slow) {
                file.get();
            }
        }

        // A file that fails gives its turn back as well.
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> sender.send(failing(3), ExportFormat.CSV, new MockHttpServletResponse()))
                    .isInstanceOf(DataAccessResourceFailureException.class);
        }
        sender.send(LargeTable.table(1), ExportFormat.CSV, response);
        assertThat(Files.read("csv", response.getContentAsByteArray())).hasSize(2);
    }

    @Test
    void sendsAsManyRowsAsAFileMayHave() throws Exception {
        sender(10, 3).send(LargeTable.table(10), ExportFormat.CSV, response);

        assertThat(Files.read("csv", response.getContentAsByteArray())).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "csv"})
    void aFailureBeforeTheFirstBytesLeavesNoTraceOfAFile(String format) {
        response.setBufferSize(100_000);

        assertThatThrownBy(() -> sender(10, 2).send(failing(3), ExportFormat.of(format), response))
                .isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(response.isCommitted()).isFalse();
        assertThat(response.getHeaderNames()).isEmpty();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void aFailureInTheMiddleLeavesAWorkbookThatCannotBeOpened() {
        assertThatThrownBy(() -> sender(100_000, 1_000).send(failing(5_000), ExportFormat.XLSX, response))
                .isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(response.isCommitted()).isTrue();
        assertThatThrownBy(() -> Files.read("xlsx", response.getContentAsByteArray()))
                .isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "csv"})
    void aHundredThousandRowsFitThroughAHeapOf20Megabytes(String format) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx20m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeTable.class.getName(),
                        format,
                        "100000")
                .redirectErrorStream(true)
                .start();
        try {
            var output = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "XLSX", "pdf"})
    void knowsNoOtherFormats(String format) {
        assertThatThrownBy(() -> ExportFormat.of(format))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refusal -> assertThat(refusal.getStatusCode().value()).isEqualTo(400));
    }

    private static SendTable sender(int maxRows, int pageRows) {
        return new SendTable(new ExportSettings(maxRows, pageRows, 2, ZoneOffset.UTC));
    }

    private static List<?> cells(String text, ZoneId zone) {
        return Table.cells(text, 9007199254740991L, LocalDateTime.of(2026, 11, 20, 19, 0), null);
    }

    private static Table.Rows<String> rows(List<String> all) {
        return new Table.Rows<>() {
            @Override
            public long count(long upTo) {
                return all.size();
            }

            @Override
            public List<String> after(String last, int atMost) {
                var first = last == null ? 0 : all.indexOf(last) + 1;
                return all.subList(first, Math.min(all.size(), first + atMost));
            }
        };
    }

    private static Table<Long> waiting(CountDownLatch begun, CountDownLatch mayGoOn) {
        var table = LargeTable.table(1);
        return new Table<>(
                table.fileName(),
                table.header(),
                new Table.Rows<>() {
                    @Override
                    public long count(long upTo) {
                        begun.countDown();
                        try {
                            mayGoOn.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return table.rows().count(upTo);
                    }

                    @Override
                    public List<Long> after(Long last, int atMost) {
                        return table.rows().after(last, atMost);
                    }
                },
                table.cells());
    }

    /** Has many rows, but the database goes away after some of them. */
    private static Table<Long> failing(long afterRow) {
        var table = LargeTable.table(10);
        return new Table<>(
                table.fileName(),
                table.header(),
                new Table.Rows<>() {
                    @Override
                    public long count(long upTo) {
                        return 10;
                    }

                    @Override
                    public List<Long> after(Long last, int atMost) {
                        if (last != null && last >= afterRow) {
                            throw new DataAccessResourceFailureException("away");
                        }
                        return LargeTable.table(Long.MAX_VALUE).rows().after(last, atMost);
                    }
                },
                table.cells());
    }
}
