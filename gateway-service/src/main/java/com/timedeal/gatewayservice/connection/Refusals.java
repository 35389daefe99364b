package com.timedeal.gatewayservice.connection;

import com.timedeal.gatewayservice.answer.AnswerHeaders;
import com.timedeal.gatewayservice.problem.Problem;
import com.timedeal.gatewayservice.problem.ProblemBodies;
import com.timedeal.gatewayservice.trace.Trace;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** What a connection is told before it is closed: the same problems as everywhere else. */
@Component
class Refusals {

    private static final String ALLOWED =
            RequestRules.METHODS.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));

    private final ProblemBodies bodies;
    private final AnswerHeaders answerHeaders;

    Refusals(ProblemBodies bodies, AnswerHeaders answerHeaders) {
        this.bodies = bodies;
        this.answerHeaders = answerHeaders;
    }

    /** @param requestId by which the refusal is found in the log */
    FullHttpResponse of(Problem problem, String requestId) {
        var body = bodies.of(problem, false);
        var answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(problem.status().value()),
                Unpooled.wrappedBuffer(body));
        var headers = answer.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (problem == Problem.METHOD_NOT_ALLOWED) {
            headers.set(HttpHeaderNames.ALLOW, ALLOWED);
        }
        answerHeaders.forEach(headers::set);
        headers.set(Trace.REQUEST_ID, requestId);
        return answer;
    }
}
