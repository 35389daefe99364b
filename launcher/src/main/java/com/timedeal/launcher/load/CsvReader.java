package com.timedeal.launcher.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a CSV file with a header that somebody else is still writing: each call goes on where the last one came to the end.
 * Values may be quoted and then hold commas and line breaks; a record that is not yet complete waits for the rest.
 */
final class CsvReader {

    private final InputStream in;
    private final Consumer<Map<String, String>> consumer;
    private final byte[] buffer = new byte[64 * 1024];
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    private final List<String> values = new ArrayList<>();
    private List<String> header;
    private boolean quoted;
    private boolean justClosed;

    /** @param consumer gets every record, value by column */
    CsvReader(InputStream in, Consumer<Map<String, String>> consumer) {
        this.in = in;
        this.consumer = consumer;
    }

    /** Reads what is there by now. */
    void read() throws IOException {
        for (var length = in.read(buffer); length > 0; length = in.read(buffer)) {
            for (var at = 0; at < length; at++) {
                take(buffer[at]);
            }
        }
    }

    private void take(byte next) {
        if (next == '"') {
            // Within quotes a quote is written twice: the second one takes back that the first one closed them.
            if (justClosed) {
                value.write(next);
            }
            justClosed = quoted;
            quoted = !quoted;
            return;
        }
        justClosed = false;
        if (quoted) {
            value.write(next);
            return;
        }
        switch (next) {
            case ',' -> endValue();
            case '\n' -> {
                endValue();
                endRecord();
            }
            case '\r' -> {}
            default -> value.write(next);
        }
    }

    private void endValue() {
        values.add(value.toString(StandardCharsets.UTF_8));
        value.reset();
    }

    private void endRecord() {
        if (header == null) {
            header = List.copyOf(values);
        } else if (values.size() == header.size()) {
            var row = new LinkedHashMap<String, String>();
            for (var column = 0; column < values.size(); column++) {
                row.put(header.get(column), values.get(column));
            }
            consumer.accept(row);
        }
        values.clear();
    }
}
