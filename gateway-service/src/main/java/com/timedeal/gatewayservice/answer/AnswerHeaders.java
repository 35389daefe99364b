package com.timedeal.gatewayservice.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** What every answer tells browsers, whoever gave it. A service's own word about the same is replaced. */
@Component
public class AnswerHeaders {

    private final Map<String, String> headers = new LinkedHashMap<>();

    AnswerHeaders(AnswerSettings settings) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        // Data and files, never pages: whatever is shown of it may load nothing, run nothing and stand in no frame.
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (settings.onlyTlsFor().isPositive()) {
            headers.put(
                    "Strict-Transport-Security",
                    "max-age=" + settings.onlyTlsFor().toSeconds());
        }
    }

    public void forEach(BiConsumer<String, String> header) {
        headers.forEach(header);
    }

    /** @param requestId null for an answer to what was no request */
    public void setOn(HttpHeaders answer, String requestId) {
        headers.forEach(answer::set);
        if (requestId != null) {
            answer.set("X-Request-Id", requestId);
        }
    }
}
