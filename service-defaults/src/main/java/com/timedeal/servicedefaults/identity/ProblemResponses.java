package com.timedeal.servicedefaults.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.problem.Problems;
import com.timedeal.servicedefaults.securitylog.SecurityLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Says 401, 403 and 503 from inside the security filters the way controllers do. */
class ProblemResponses implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {

    private final ObjectMapper json;

    ProblemResponses(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            write(response, HttpStatus.UNAUTHORIZED, "TOKEN_MISSING", "This needs an access token.");
        } else {
            SecurityLog.tell("INVALID_TOKEN", "status", 401, "path", request.getRequestURI());
            write(response, HttpStatus.UNAUTHORIZED, "INVALID_TOKEN", "The access token is not valid or has expired.");
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        SecurityLog.tell("FORBIDDEN", "status", 403, "path", request.getRequestURI());
        write(response, HttpStatus.FORBIDDEN, "FORBIDDEN", "You may not do this.");
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        if (e instanceof AuthenticationServiceException) {
            // The keys cannot be had: that says nothing about the token, so it is not a 401.
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
            write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "SERVICE_UNAVAILABLE",
                    "Tokens cannot be checked right now. This was not done; try again shortly.");
        } else {
            commence(request, response, e);
        }
    }

    /** What the firewall takes for no request that anybody would send: a path that could be read in two ways, say. */
    void reject(HttpServletResponse response) throws IOException {
        write(response, HttpStatus.BAD_REQUEST, "BAD_REQUEST", "The request is not well-formed.");
    }

    private void write(HttpServletResponse response, HttpStatus status, String code, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), Problems.of(status, code, detail));
    }
}
