package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What came back.
 *
 * @param status 0 when the connection broke
 * @param code the stable code of a problem; empty otherwise
 * @param body missing node when there was none, or it was not JSON
 * @param retryAfter null when nothing was said
 * @param sentNanos by {@link System#nanoTime()}; likewise {@code receivedNanos}
 */
public record Answer(int status, String code, JsonNode body, Duration retryAfter, long sentNanos, long receivedNanos) {

    /** Whether the same request, with the same key, should be sent again: not done, or not known whether it was. */
    public boolean asksForAnother() {
        return status == 0 || status == 503 || status == 504 || status == 429;
    }

    /** For a sentence: {@code 409 SOLD_OUT: All units are sold.} */
    public String inWords() {
        if (status == 0) {
            return "a broken connection (" + code + ")";
        }
        var detail = body.path("detail").asText("");
        return status + (code.isEmpty() ? "" : " " + code) + (detail.isEmpty() ? "" : ": " + detail);
    }
}
