package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.AllotmentTerms;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.internalcall.InternalClients;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks product-service about a deal whose announcement has not arrived, and creates its allotment. */
@Component
class LearnOfDeal {

    private static final Logger log = LoggerFactory.getLogger(LearnOfDeal.class);
    private static final String PRODUCT_DEALS = "product-deals";

    private final RestClient productService;
    private final Retry retry;
    private final CircuitBreaker breaker;
    private final Allotments allotments;
    private final Transactions transactions;
    private final UnknownDeals unknownDeals;
    private final Map<UUID, CompletableFuture<Outcome>> asking = new ConcurrentHashMap<>();

    LearnOfDeal(
            InternalClients clients,
            RetryRegistry retries,
            CircuitBreakerRegistry breakers,
            Allotments allotments,
            Transactions transactions,
            DealSettings settings) {
        this.productService = clients.to("product-service", settings.readTimeout(), "deals.read");
        this.retry = retries.retry(PRODUCT_DEALS);
        this.breaker = breakers.circuitBreaker(PRODUCT_DEALS);
        this.allotments = allotments;
        this.transactions = transactions;
        this.unknownDeals = new UnknownDeals(settings.unknownFor());
    }

    /** Asks once however many want to know at the same time. */
    Outcome learn(UUID dealId) {
        if (unknownDeals.contains(dealId)) {
            return Outcome.NO_SUCH_DEAL;
        }
        var mine = new CompletableFuture<Outcome>();
        var asked = asking.putIfAbsent(dealId, mine);
        if (asked != null) {
            return asked.join();
        }
        try {
            mine.complete(askAndCreate(dealId));
        } finally {
            asking.remove(dealId);
            mine.complete(Outcome.UNAVAILABLE); // only if the above failed: nobody must wait for ever
        }
        return mine.join();
    }

    private Outcome askAndCreate(UUID dealId) {
        Supplier<Optional<AllotmentTerms>> call = () -> ask(dealId);
        try {
            var terms = Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, call))
                    .get();
            if (terms.isEmpty()) {
                unknownDeals.add(dealId);
                return Outcome.NO_SUCH_DEAL;
            }
            transactions.run(() -> allotments.create(terms.get()));
            return Outcome.KNOWN_NOW;
        } catch (CallNotPermittedException | RestClientException e) {
            log.warn("Deal {} is not known and product-service cannot be asked: {}", dealId, e.toString());
            return Outcome.UNAVAILABLE;
        }
    }

    private Optional<AllotmentTerms> ask(UUID dealId) {
        try {
            var deal = productService
                    .get()
                    .uri("/internal/deals/{dealId}", dealId)
                    .retrieve()
                    .body(DealTerms.class);
            return Optional.ofNullable(deal).map(DealTerms::toAllotment);
        } catch (HttpClientErrorException.NotFound e) {
            return Optional.empty();
        } catch (HttpServerErrorException.ServiceUnavailable e) {
            throw saysLater(e) ? new ComeBackLaterException() : e;
        } catch (IllegalStateException e) {
            // The load balancer knows no instance.
            throw new ResourceAccessException("product-service is not there: " + e.getMessage());
        }
    }

    private static boolean saysLater(HttpServerErrorException e) {
        return e.getResponseHeaders() != null && e.getResponseHeaders().containsKey(HttpHeaders.RETRY_AFTER);
    }

    /** Product-service is well and busy: no reason to press it with a retry, or to open the breaker. */
    static class ComeBackLaterException extends RestClientException {
        ComeBackLaterException() {
            super("product-service asks to come back later");
        }
    }

    enum Outcome {
        KNOWN_NOW,
        NO_SUCH_DEAL,
        UNAVAILABLE
    }

    /** What product-service says of a deal; the message {@code deal.scheduled} has the same fields. */
    record DealTerms(
            UUID messageId,
            UUID dealId,
            UUID productId,
            UUID sellerId,
            String productName,
            long dealPrice,
            long quantity,
            int perUserLimit,
            Instant opensAt,
            Instant closesAt) {

        AllotmentTerms toAllotment() {
            return AllotmentTerms.ofDeal(
                    dealId, productId, sellerId, productName, dealPrice, quantity, perUserLimit, opensAt, closesAt);
        }
    }
}
