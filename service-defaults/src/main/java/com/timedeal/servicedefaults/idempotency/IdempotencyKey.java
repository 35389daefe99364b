package com.timedeal.servicedefaults.idempotency;

import com.timedeal.servicedefaults.problem.Problems;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The value of an {@code Idempotency-Key} header: 1 to 100 visible ASCII characters, made by the client before its first
 * attempt. Its scope is (user, target); statuses 400 and 422 follow the IETF httpapi draft.
 */
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,100}");

    /**
     * @param header as received; null when the header was missing
     * @throws ErrorResponseException 400 when it is missing or malformed
     */
    public static IdempotencyKey of(String header) {
        if (header == null || header.isBlank()) {
            throw Problems.badRequest(
                    "IDEMPOTENCY_KEY_MISSING",
                    "This request needs an Idempotency-Key header: one random value per intent, sent again on every retry.");
        }
        if (!FORM.matcher(header).matches()) {
            throw Problems.badRequest(
                    "IDEMPOTENCY_KEY_INVALID", "An Idempotency-Key is 1 to 100 visible ASCII characters.");
        }
        return new IdempotencyKey(header);
    }

    /** What a caller gets who used one key for two different requests. */
    public static ErrorResponseException reusedWithAnotherBody() {
        return Problems.refuse(
                HttpStatus.UNPROCESSABLE_ENTITY,
                "IDEMPOTENCY_KEY_REUSED",
                "This Idempotency-Key was already used with a different request.");
    }
}
