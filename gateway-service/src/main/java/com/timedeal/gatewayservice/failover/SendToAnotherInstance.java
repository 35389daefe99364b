package com.timedeal.gatewayservice.failover;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import com.timedeal.gatewayservice.pipeline.KnownContext;
import java.net.URI;
import java.time.Duration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Notes an instance that refuses or drops a connection, and sends the request to another one where that is safe:
 * any request if no connection came about (its body is read only once there is one), after a lost connection only
 * a GET or HEAD. A POST that was sent, even in part, is never sent again.
 */
@Component
class SendToAnotherInstance implements GlobalFilter, Ordered {

    /** A second attempt must not double the time limit of the whole. */
    private static final Duration LATEST_SECOND_ATTEMPT = Duration.ofSeconds(1);

    private final UnreachableInstances unreachable;

    SendToAnotherInstance(UnreachableInstances unreachable) {
        this.unreachable = unreachable;
    }

    /** Just outside the filter that chooses the instance. */
    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var started = System.nanoTime();
        URI service = exchange.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
        return attempt(exchange, chain).onErrorResume(failure -> {
            var mayBeSentAgain = switch (BackendFailure.of(failure)) {
                case NOT_SENT -> true;
                case LOST -> isRepeatable(exchange.getRequest());
                case OVERLOADED, LATE, NONE -> false;
            };
            if (!mayBeSentAgain || System.nanoTime() - started > LATEST_SECOND_ATTEMPT.toNanos()) {
                return Mono.error(failure);
            }
            exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, service);
            exchange.getAttributes().remove(GATEWAY_ALREADY_ROUTED_ATTR);
            return attempt(exchange, chain);
        });
    }

    private Mono<Void> attempt(ServerWebExchange exchange, GatewayFilterChain chain) {
        return KnownContext.from(chain.filter(exchange)).doOnError(failure -> {
            switch (BackendFailure.of(failure)) {
                case NOT_SENT, LOST -> {
                    if (exchange.getAttribute(GATEWAY_LOADBALANCER_RESPONSE_ATTR) instanceof Response<?> chosen
                            && chosen.getServer() instanceof ServiceInstance instance) {
                        unreachable.note(instance);
                    }
                }
                // Slow is not dead: leaving out a slow instance would only push its load on to the others.
                case OVERLOADED, LATE, NONE -> {}
            }
        });
    }

    private static boolean isRepeatable(ServerHttpRequest request) {
        var method = request.getMethod();
        var headers = request.getHeaders();
        return (method == HttpMethod.GET || method == HttpMethod.HEAD)
                && headers.getContentLength() <= 0
                && !headers.containsKey(HttpHeaders.TRANSFER_ENCODING);
    }
}
