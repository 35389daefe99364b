package com.timedeal.orderservice.export;

import com.timedeal.servicedefaults.problem.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.springframework.web.ErrorResponseException;

/** The files there are. */
public enum ExportFormat {
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("text/csv;charset=UTF-8");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * @param parameter {@code xlsx} or {@code csv}; null when it was not given
     * @throws ErrorResponseException 400 for anything else
     */
    public static ExportFormat of(String parameter) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(parameter))
                .findAny()
                .orElseThrow(() -> Problems.badRequest("UNKNOWN_FORMAT", "Say which file: format=xlsx or format=csv."));
    }

    String extension() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String mediaType() {
        return mediaType;
    }

    Sheet open(OutputStream out) throws IOException {
        return switch (this) {
            case XLSX -> new XlsxSheet(out);
            case CSV -> new CsvSheet(out);
        };
    }
}
