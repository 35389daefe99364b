package com.timedeal.orderservice.export;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.springframework.mock.web.MockHttpServletResponse;

/** Sends a table of many rows to nobody; a program of its own, so that its heap can be small. */
final class LargeTable {

    private LargeTable() {}

    /** @param arguments the format and the number of rows */
    public static void main(String[] arguments) throws IOException {
        var rows = Long.parseLong(arguments[1]);
        var response = new ToNobody();
        new SendTable(new ExportSettings(1_000_000, 1_000, 1, ZoneOffset.UTC))
                .send(table(rows), ExportFormat.of(arguments[0]), response);
        if (response.out.bytes < rows) {
            throw new IllegalStateException("Only " + response.out.bytes + " bytes");
        }
    }

    static Table<Long> table(long rows) {
        var header = List.of("id", "time", "name", "address", "amount");
        return new Table<>("large", header, new Numbers(rows), LargeTable::cells);
    }

    private static List<?> cells(Long n, ZoneId zone) {
        return Table.cells(
                "order " + n,
                LocalDateTime.of(2026, 11, 20, 10, 0).plusSeconds(n),
                "홍길동 " + n,
                "서울특별시 중구 세종대로 " + n,
                n);
    }

    private record Numbers(long last) implements Table.Rows<Long> {

        @Override
        public long count(long upTo) {
            return Math.min(last, upTo);
        }

        @Override
        public List<Long> after(Long before, int atMost) {
            var first = before == null ? 1 : before + 1;
            return LongStream.rangeClosed(first, Math.min(last, first + atMost - 1))
                    .boxed()
                    .toList();
        }
    }

    private static class ToNobody extends HttpServletResponseWrapper {

        private final Counting out = new Counting();

        ToNobody() {
            super(new MockHttpServletResponse());
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return out;
        }
    }

    private static class Counting extends ServletOutputStream {

        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes += len;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
