package com.timedeal.orderservice.export;

import com.timedeal.servicedefaults.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Sends a table while it is read: what is in memory is a page, however long the file gets. */
@Component
public class SendTable {

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(10);

    private final ExportSettings settings;

    /** A file takes a thread and the database for as long as its reader likes; buying must not wait for reading. */
    private final Semaphore turns;

    SendTable(ExportSettings settings) {
        this.settings = settings;
        this.turns = new Semaphore(settings.atOnce());
    }

    /**
     * Sends the file, or nothing. Once part of it is out, a failure leaves as an exception that nobody answers, so that the
     * server breaks the connection off: half a file must not look like a whole one.
     *
     * @throws ErrorResponseException 422 when there are too many rows, 503 when too many files are being sent; nothing was
     *     sent
     * @throws IOException when the caller is gone
     */
    public <T> void send(Table<T> table, ExportFormat format, HttpServletResponse response) throws IOException {
        if (!turns.tryAcquire()) {
            throw busy();
        }
        try {
            sendInTurn(table, format, response);
        } finally {
            turns.release();
        }
    }

    private static ErrorResponseException busy() {
        var busy = Problems.refuse(
                HttpStatus.SERVICE_UNAVAILABLE,
                "SERVICE_UNAVAILABLE",
                "Too many files are being sent just now. Try again shortly.");
        busy.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(COME_BACK_AFTER.toSeconds()));
        return busy;
    }

    private <T> void sendInTurn(Table<T> table, ExportFormat format, HttpServletResponse response) throws IOException {
        if (table.rows().count(settings.maxRows() + 1L) > settings.maxRows()) {
            throw Problems.refuse(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "EXPORT_TOO_LARGE",
                    "A file holds at most %d rows. Ask for less with status, from and to."
                            .formatted(settings.maxRows()));
        }
        // Read before the headers: whatever is wrong shows now, while it can still be answered.
        var page = table.rows().after(null, settings.pageRows());
        try {
            response.setContentType(format.mediaType());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(table.fileName() + "." + format.extension())
                            .build()
                            .toString());
            write(table, page, format.open(response.getOutputStream()));
        } catch (IOException | RuntimeException e) {
            if (!response.isCommitted()) {
                response.reset(); // the headers of a file, and what lies in the buffer
            }
            throw e;
        }
    }

    private <T> void write(Table<T> table, List<T> firstPage, Sheet sheet) throws IOException {
        sheet.row(table.header());
        for (var page = firstPage; !page.isEmpty(); page = table.rows().after(page.getLast(), settings.pageRows())) {
            for (var row : page) {
                sheet.row(table.cells().apply(row, settings.zone()));
            }
        }
        sheet.finish();
    }
}
