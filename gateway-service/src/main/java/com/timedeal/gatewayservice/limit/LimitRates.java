package com.timedeal.gatewayservice.limit;

import com.timedeal.gatewayservice.limit.Permit.AskRedis;
import com.timedeal.gatewayservice.limit.Permit.Granted;
import com.timedeal.gatewayservice.limit.Permit.Refused;
import com.timedeal.gatewayservice.problem.Problem;
import com.timedeal.gatewayservice.problem.ProblemException;
import com.timedeal.gatewayservice.securitylog.SecurityEvents;
import com.timedeal.gatewayservice.source.ClientAddress;
import com.timedeal.gatewayservice.source.Source;
import com.timedeal.gatewayservice.token.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets an account, and a source, send so many requests of a kind and answers 429 to what is more. Logins are charged only if they were
 * refused, or nobody behind a shared address could log in any more.
 */
@Component
class LimitRates implements GlobalFilter, Ordered {

    private final ClientAddress clientAddress;
    private final MeterRegistry meters;
    private final SecurityEvents events;
    private final RateLimit loginsPerSource;
    private final RateLimit codesPerSource;
    private final RateLimit purchasesPerAccount;
    private final RateLimit purchasesPerSource;
    private final RateLimit othersPerAccount;
    private final RateLimit othersPerSource;

    LimitRates(
            LimitSettings settings,
            SharedPermits shared,
            ClientAddress clientAddress,
            MeterRegistry meters,
            SecurityEvents events) {
        this.clientAddress = clientAddress;
        this.meters = meters;
        this.events = events;
        loginsPerSource = new RateLimit("logins-per-source", settings.loginsPerSource(), settings, shared);
        codesPerSource = new RateLimit("codes-per-source", settings.codesPerSource(), settings, shared);
        purchasesPerAccount = new RateLimit("purchases-per-account", settings.purchasesPerAccount(), settings, shared);
        purchasesPerSource = new RateLimit("purchases-per-source", settings.purchasesPerSource(), settings, shared);
        othersPerAccount = new RateLimit("others-per-account", settings.othersPerAccount(), settings, shared);
        othersPerSource = new RateLimit("others-per-source", settings.othersPerSource(), settings, shared);
    }

    /** Just after the token was verified: whose account it is must be known, and that it is. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var request = exchange.getRequest();
        var address = clientAddress.of(exchange);
        var source = address == null ? Source.UNKNOWN : Source.of(address);
        return switch (RequestKind.of(request.getMethod(), request.getURI().getRawPath())) {
            case LOGIN ->
                within(
                        loginsPerSource,
                        source,
                        exchange,
                        () -> chain.filter(exchange)
                                .doOnSuccess(done -> forgiveUnlessRefused(exchange, source))
                                .doOnError(noAnswer -> loginsPerSource.giveBack(source)));
            case CODE -> within(codesPerSource, source, exchange, () -> chain.filter(exchange));
            case PURCHASE -> withinBoth(purchasesPerAccount, purchasesPerSource, source, exchange, chain);
            case OTHER -> withinBoth(othersPerAccount, othersPerSource, source, exchange, chain);
        };
    }

    private Mono<Void> withinBoth(
            RateLimit perAccount,
            RateLimit perSource,
            Source source,
            ServerWebExchange exchange,
            GatewayFilterChain chain) {
        var account = Caller.accountOf(exchange);
        return account == null
                ? within(perSource, source, exchange, () -> chain.filter(exchange))
                : within(
                        perAccount,
                        account,
                        exchange,
                        () -> within(perSource, source, exchange, () -> chain.filter(exchange)));
    }

    private Mono<Void> within(RateLimit limit, Object key, ServerWebExchange exchange, Supplier<Mono<Void>> rest) {
        return switch (limit.take(key)) {
            case Granted granted -> rest.get();
            case Refused refused -> tooMany(limit, refused, exchange);
            case AskRedis ask ->
                limit.lease(key)
                        .flatMap(permit ->
                                permit instanceof Refused refused ? tooMany(limit, refused, exchange) : rest.get());
        };
    }

    private Mono<Void> tooMany(RateLimit limit, Refused refused, ServerWebExchange exchange) {
        meters.counter("timedeal.limits.refused", "limit", limit.name()).increment();
        var account = Caller.accountOf(exchange);
        events.tell(
                exchange,
                Problem.RATE_LIMITED.name(),
                Problem.RATE_LIMITED.status().value(),
                "limit",
                limit.name(),
                "userId",
                account == null ? "" : account);
        return Mono.error(new ProblemException(Problem.RATE_LIMITED, limit.name(), refused.retryAfter()));
    }

    private void forgiveUnlessRefused(ServerWebExchange exchange, Source source) {
        if (exchange.getResponse().getStatusCode() != HttpStatus.UNAUTHORIZED) {
            loginsPerSource.giveBack(source);
        }
    }
}
