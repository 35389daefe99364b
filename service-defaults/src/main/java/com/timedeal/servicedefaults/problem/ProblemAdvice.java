package com.timedeal.servicedefaults.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.timedeal.servicedefaults.database.CommitOutcomeUnknownException;
import com.timedeal.servicedefaults.database.StorageFailures;
import com.timedeal.servicedefaults.securitylog.SecurityLog;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every exception with a problem detail, and lets no text of an unknown one leave the service. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** Who asks is not who they say, may not, tells another amount than there is, or tries too often. */
    private static final Set<Integer> SECURITY_EVENTS = Set.of(401, 403, 422, 429);

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var errors = e.getBindingResult().getAllErrors().stream()
                .map(error -> error instanceof FieldError field
                        ? new InvalidField(field.getField(), message(field))
                        : new InvalidField(error.getObjectName(), error.getDefaultMessage()))
                .toList();
        return invalid(errors, headers);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var errors = e.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new InvalidField(
                                name(result.getMethodParameter().getParameterName(), error),
                                error.getDefaultMessage())))
                .toList();
        return invalid(errors, headers);
    }

    /** The default message of a failed conversion names our classes. */
    private static String message(FieldError error) {
        return error.isBindingFailure() ? "has the wrong type" : error.getDefaultMessage();
    }

    private static String name(String parameter, MessageSourceResolvable error) {
        return error instanceof FieldError field ? field.getField() : parameter;
    }

    private static ResponseEntity<Object> invalid(List<InvalidField> errors, HttpHeaders headers) {
        var problem = Problems.of(
                HttpStatus.BAD_REQUEST, "INVALID_REQUEST", "Some fields of the request are not valid; see errors.");
        problem.setProperty("errors", errors);
        return new ResponseEntity<>(problem, headers, HttpStatus.BAD_REQUEST);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var misfit = misfit(e);
        var problem = Problems.of(
                HttpStatus.BAD_REQUEST,
                "UNREADABLE_BODY",
                misfit.isEmpty()
                        ? "The body is missing, is not valid JSON, or is not an object of the expected kind."
                        : "The field " + misfit + " is missing or of the wrong type, or its number is too large.");
        if (!misfit.isEmpty()) {
            problem.setProperty("errors", List.of(new InvalidField(misfit, "missing, wrong type or too large")));
        }
        return new ResponseEntity<>(problem, headers, HttpStatus.BAD_REQUEST);
    }

    /** @return {@code items[0].quantity}: where a value does not fit; empty when the whole does not, or is not JSON */
    private static String misfit(HttpMessageNotReadableException e) {
        if (!(e.getCause() instanceof JsonMappingException json) || json.getCause() instanceof JsonParseException) {
            return "";
        }
        var path = new StringBuilder();
        for (var step : json.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /** Spring's own words show how a value looks in Java. */
    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var name = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : e.getPropertyName();
        return handleExceptionInternal(
                e,
                Problems.of(HttpStatus.BAD_REQUEST, "BAD_REQUEST", "The parameter " + name + " has the wrong type."),
                headers,
                status,
                request);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // Spring's own web exceptions (405, 415, missing parameter, …) have a good detail but no code.
        var answer = super.handleExceptionInternal(e, body, headers, status, request);
        if (SECURITY_EVENTS.contains(status.value())) {
            tell(answer, request);
        }
        if (answer != null && answer.getBody() instanceof ProblemDetail detail && !hasCode(detail)) {
            var known = HttpStatus.valueOf(status.value());
            return new ResponseEntity<>(Problems.of(known, known.name(), detail.getDetail()), headers, status);
        }
        return answer;
    }

    /** A token, a password, a code, a signature or a right that was not good, or too many tries: the code says which. */
    private static void tell(ResponseEntity<Object> answer, WebRequest request) {
        if (answer != null && answer.getBody() instanceof ProblemDetail detail && hasCode(detail)) {
            var who = SecurityContextHolder.getContext().getAuthentication();
            SecurityLog.tell(
                    detail.getProperties().get("code").toString(),
                    "status",
                    detail.getStatus(),
                    "userId",
                    who == null || who instanceof AnonymousAuthenticationToken ? "" : who.getName(),
                    "path",
                    request instanceof ServletWebRequest web ? web.getRequest().getRequestURI() : "");
        }
    }

    private static boolean hasCode(ProblemDetail detail) {
        return detail.getProperties() != null && detail.getProperties().containsKey("code");
    }

    @ExceptionHandler(CommitOutcomeUnknownException.class)
    ResponseEntity<ProblemDetail> unknown(CommitOutcomeUnknownException e) {
        log.warn("Commit outcome unknown", e);
        return ResponseEntity.status(HttpStatus.GATEWAY_TIMEOUT)
                .body(Problems.of(
                        HttpStatus.GATEWAY_TIMEOUT,
                        "UNKNOWN_OUTCOME",
                        "It is not known whether this was done. Ask again with the same Idempotency-Key."));
    }

    private static ResponseEntity<ProblemDetail> unavailable(Exception e) {
        log.warn("Not done, storage unavailable: {}", e.toString());
        // Jitter keeps a refused crowd from coming back as one.
        var seconds = Integer.toString(ThreadLocalRandom.current().nextInt(1, 4));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .body(
                        Problems.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "SERVICE_UNAVAILABLE",
                                "This attempt changed nothing. Try again shortly, with the same Idempotency-Key if it has one."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            throw e; // part of another answer is out; the server breaks it off, so that it does not look like all of it
        }
        if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
            throw e; // the security filters answer these
        }
        if (StorageFailures.isAway(e)) {
            return unavailable(e);
        }
        log.error("Unexpected", e);
        return ResponseEntity.internalServerError()
                .body(Problems.of(
                        HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "Something went wrong on our side."));
    }

    record InvalidField(String field, String message) {
        InvalidField {
            field = field == null ? "" : field;
            message = message == null ? "not valid" : message;
        }
    }
}
