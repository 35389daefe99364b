package com.timedeal.orderservice.export;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What a file is made of.
 *
 * @param fileName without an extension; ASCII
 * @param header names of the columns
 * @param cells of a row, as many as the header has: {@link String}, {@link Long}, {@link LocalDateTime} or null; the zone is
 *     that of the times in the file
 */
public record Table<T>(String fileName, List<String> header, Rows<T> rows, BiFunction<T, ZoneId, List<?>> cells) {

    /** Rows read page by page, each page in a statement of its own, so that no connection is held while a client reads. */
    public interface Rows<T> {

        /** @return how many there are; counting may stop at {@code upTo} */
        long count(long upTo);

        /**
         * @param last the last row of the page before; null for the first page
         * @param atMost about so many; a page may be longer, and is empty only at the end
         */
        List<T> after(T last, int atMost);
    }

    /** Of values that may be null. */
    public static List<?> cells(Object... values) {
        var cells = new ArrayList<>(values.length);
        for (var value : values) {
            cells.add(value);
        }
        return cells;
    }
}
