package com.timedeal.gatewayservice.token;

import com.timedeal.gatewayservice.problem.Problem;
import com.timedeal.gatewayservice.problem.ProblemException;
import com.timedeal.gatewayservice.securitylog.SecurityEvents;
import com.timedeal.gatewayservice.token.TokenVerdict.Invalid;
import com.timedeal.gatewayservice.token.TokenVerdict.UnknownKey;
import com.timedeal.gatewayservice.token.TokenVerdict.Valid;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A request without a token passes: the service decides what a stranger may do. A request with one passes only if
 * the token is genuine, and takes it along: the service verifies it again.
 */
@Component
class RefuseInvalidTokens implements GlobalFilter, Ordered {

    private static final String SCHEME = "Bearer ";

    private final SigningKeys signingKeys;
    private final VerifiedTokens verifiedTokens;
    private final SecurityEvents events;

    RefuseInvalidTokens(SigningKeys signingKeys, VerifiedTokens verifiedTokens, SecurityEvents events) {
        this.signingKeys = signingKeys;
        this.verifiedTokens = verifiedTokens;
        this.events = events;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var authorization = exchange.getRequest().getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return chain.filter(exchange);
        }
        if (authorization.size() != 1 || !authorization.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return refuse(exchange, new Invalid("not one bearer token"));
        }
        var token = authorization.getFirst().substring(SCHEME.length());
        return switch (verifiedTokens.verify(token, signingKeys.current())) {
            case Valid valid -> {
                Caller.note(exchange, valid.account());
                yield chain.filter(exchange);
            }
            case Invalid invalid -> refuse(exchange, invalid);
            case UnknownKey unknown -> withFreshKeys(exchange, token).then(Mono.defer(() -> chain.filter(exchange)));
        };
    }

    private Mono<Void> withFreshKeys(ServerWebExchange exchange, String token) {
        return signingKeys
                .refreshed()
                // Whether the token is genuine cannot be known now; saying it is not would log its owner out.
                .onErrorMap(failure -> cannotJudge(exchange))
                .flatMap(keys -> switch (verifiedTokens.verify(token, keys)) {
                    case Valid valid -> {
                        Caller.note(exchange, valid.account());
                        yield Mono.empty();
                    }
                    case Invalid invalid -> refuse(exchange, invalid);
                    case UnknownKey unknown -> refuse(exchange, new Invalid("signed by an unknown key"));
                });
    }

    private ProblemException cannotJudge(ServerWebExchange exchange) {
        var problem = Problem.SERVICE_UNAVAILABLE;
        events.tell(exchange, "NO_SIGNING_KEYS", problem.status().value());
        return new ProblemException(problem, "no signing keys");
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Invalid invalid) {
        var problem = Problem.INVALID_TOKEN;
        if (invalid == Invalid.EXPIRED) {
            events.tell(exchange, "EXPIRED_TOKEN", problem.status().value());
        } else {
            events.tell(exchange, problem.name(), problem.status().value(), "reason", invalid.reason());
        }
        return Mono.error(new ProblemException(problem, invalid.reason()));
    }
}
