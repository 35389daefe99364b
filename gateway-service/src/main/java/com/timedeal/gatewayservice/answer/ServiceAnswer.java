package com.timedeal.gatewayservice.answer;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;

/** Keeps status and headers to itself until its body is to be written: before that, nobody knows whether it is the answer. */
final class ServiceAnswer extends ServerHttpResponseDecorator {

    private final HttpHeaders headers = new HttpHeaders();
    private final AnswerHeaders answerHeaders;
    private final String requestId;
    private HttpStatusCode status;
    private boolean handedOver;

    ServiceAnswer(ServerHttpResponse response, AnswerHeaders answerHeaders, String requestId) {
        super(response);
        this.answerHeaders = answerHeaders;
        this.requestId = requestId;
    }

    @Override
    public HttpHeaders getHeaders() {
        return handedOver ? getDelegate().getHeaders() : headers;
    }

    @Override
    public boolean setStatusCode(HttpStatusCode code) {
        status = code;
        return true;
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return status;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return handOver().writeWith(body);
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return handOver().writeAndFlushWith(body);
    }

    @Override
    public Mono<Void> setComplete() {
        return handOver().setComplete();
    }

    /** Called when the request to the service is over, one way or the other, so nothing else touches the response now. */
    private ServerHttpResponse handOver() {
        var response = getDelegate();
        if (!handedOver) {
            handedOver = true;
            if (status != null) {
                response.setStatusCode(status);
            }
            response.getHeaders().addAll(headers);
            answerHeaders.setOn(response.getHeaders(), requestId);
        }
        return response;
    }
}
