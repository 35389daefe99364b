package com.timedeal.gatewayservice.answer;

import com.timedeal.gatewayservice.pipeline.KnownContext;
import com.timedeal.gatewayservice.trace.Trace;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Keeps an answer that comes too late out of the problem that was sent instead.
 *
 * <p>A time limit runs out on another thread than the one on which the service's answer arrives, and the gateway would write
 * status and headers of that answer into the response at the moment it comes. When the two met, the late headers were added
 * to what had been sent already (an {@code UnsupportedOperationException} in the log), or, a moment earlier, to the problem.
 */
@Component
class HoldBackUntilItIsTheAnswer implements GlobalFilter, Ordered {

    private final AnswerHeaders answerHeaders;

    HoldBackUntilItIsTheAnswer(AnswerHeaders answerHeaders) {
        this.answerHeaders = answerHeaders;
    }

    /** Just outside the filter that writes the service's answer. */
    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return KnownContext.from(chain.filter(exchange.mutate()
                .response(new ServiceAnswer(
                        exchange.getResponse(),
                        answerHeaders,
                        Trace.of(exchange).requestId()))
                .build()));
    }
}
