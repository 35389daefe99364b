package com.timedeal.servicedefaults.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Makes problem details whose {@code code} callers may switch on; {@code detail} is a sentence for the caller.
 *
 * <p>The {@code type} is derived from the code, so that one cannot change without the other.
 */
public final class Problems {

    private static final String TYPE_BASE = "https://timedeal.dev/problems/";

    private Problems() {}

    /**
     * @param code UPPER_SNAKE, stable for ever once published
     * @param detail a sentence written for the caller; never the text of an unknown exception
     */
    public static ProblemDetail of(HttpStatus status, String code, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE_BASE + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setTitle(title(code));
        problem.setProperty("code", code);
        return problem;
    }

    /** A missing thing, or one that is not the caller's: the two must look the same from outside. */
    public static ErrorResponseException notFound(String what) {
        return refuse(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no such " + what + ".");
    }

    public static ErrorResponseException badRequest(String code, String detail) {
        return refuse(HttpStatus.BAD_REQUEST, code, detail);
    }

    /** An exception that the shared advice answers with this problem. Expected refusals of a sale are results instead. */
    public static ErrorResponseException refuse(HttpStatus status, String code, String detail) {
        return new ErrorResponseException(status, of(status, code, detail), null);
    }

    private static String title(String code) {
        var words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
