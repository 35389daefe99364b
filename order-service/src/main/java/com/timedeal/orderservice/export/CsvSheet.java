package com.timedeal.orderservice.export;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** CSV after RFC 4180, in UTF-8 with a byte order mark: without one, Korean Excel takes it for CP949. */
final class CsvSheet implements Sheet {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final ObjectWriter CSV = CsvMapper.csvBuilder()
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
            // Not after every row, which would go out as a packet of its own.
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .build()
            .writer(CsvSchema.emptySchema().withLineSeparator("\r\n"));

    private final SequenceWriter rows;

    CsvSheet(OutputStream out) throws IOException {
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(BYTE_ORDER_MARK);
        rows = CSV.writeValues(writer);
    }

    @Override
    public void row(List<?> cells) throws IOException {
        rows.write(cells.stream().map(CsvSheet::printed).toArray());
    }

    @Override
    public void finish() throws IOException {
        rows.flush();
    }

    private static Object printed(Object cell) {
        return switch (cell) {
            case null -> ""; // a null at the end would be left out, and the row be shorter than the others
            case String text -> CellText.of(text);
            case Long number -> number;
            case LocalDateTime time -> TIME.format(time);
            default -> throw new IllegalArgumentException("No cell: " + cell.getClass());
        };
    }
}
