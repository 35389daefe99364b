package com.timedeal.gatewayservice.token;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerExchangeFilterFunction;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Asks any instance of user-service for the keys it publishes. */
@Component
class PublishedKeys {

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(1);

    private final WebClient userService;

    @Autowired
    PublishedKeys(WebClient.Builder webClient, ReactorLoadBalancerExchangeFilterFunction loadBalancer) {
        this(webClient
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create()
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT_TIMEOUT.toMillis()))
                        .responseTimeout(RESPONSE_TIMEOUT)))
                .filter(loadBalancer)
                .baseUrl("http://user-service")
                .build());
    }

    PublishedKeys(WebClient userService) {
        this.userService = userService;
    }

    /** Asks a second instance if the first gives no answer. */
    Mono<String> fetch() {
        return userService
                .get()
                .uri("/.well-known/jwks.json")
                .retrieve()
                .bodyToMono(String.class)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("user-service publishes nothing")))
                .retry(1);
    }
}
