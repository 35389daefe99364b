package com.timedeal.acceptance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request that may be wrong in several ways.
 *
 * @param number the same seed and number make the same one
 * @param target path and query, as they go over the wire
 * @param headers names and values in turn
 * @param body null for none
 * @param asWhom the name of a caller
 */
public record FuzzedRequest(
        long number, Operation operation, String target, List<String> headers, byte[] body, String asWhom) {

    private static final int SHOWN = 400;

    /** For somebody who looks for the mistake. */
    @Override
    public String toString() {
        return "#%d %s %s as %s %s %s"
                .formatted(number, operation.method(), shortened(target), asWhom, headers, body == null ? "" : text());
    }

    private String text() {
        return shortened(new String(body, StandardCharsets.UTF_8));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + ")";
    }
}
