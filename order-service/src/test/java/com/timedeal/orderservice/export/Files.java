package com.timedeal.orderservice.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;

/** Reads files back as a spreadsheet would: rows of text. */
public final class Files {

    private Files() {}

    public static List<List<String>> read(String format, byte[] file) throws IOException {
        return format.equals("csv") ? csv(file) : xlsx(file);
    }

    private static List<List<String>> xlsx(byte[] file) throws IOException {
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(file));
                var rows = workbook.getFirstSheet().openStream()) {
            return rows.map(row -> row.stream()
                            .map(cell -> cell == null || cell.getValue() == null
                                    ? ""
                                    : cell.getValue().toString())
                            .toList())
                    .toList();
        }
    }

    private static List<List<String>> csv(byte[] file) throws IOException {
        assertThat(file).startsWith(0xEF, 0xBB, 0xBF);
        var text = new String(file, 3, file.length - 3, StandardCharsets.UTF_8);
        try (var rows = CsvMapper.csvBuilder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .build()
                .readerFor(String[].class)
                .<String[]>readValues(text)) {
            var all = new ArrayList<List<String>>();
            while (rows.hasNextValue()) {
                all.add(List.of(rows.nextValue()));
            }
            return all;
        }
    }
}
