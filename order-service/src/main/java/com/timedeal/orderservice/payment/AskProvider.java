package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.provider.ChargeOutcome;
import com.timedeal.orderservice.provider.PaymentProvider;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the provider for money while somebody waits: a circuit breaker around a time limit around a retry, which the payment
 * id makes safe. What takes too long goes on without us, and its outcome is asked for later.
 */
@Component
class AskProvider implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AskProvider.class);
    private static final String INSTANCE = "payment-provider";

    private final PaymentProvider provider;
    private final CircuitBreaker breaker;
    private final TimeLimiter timeLimiter;
    private final Retry retry;
    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("provider-", 0).factory());

    AskProvider(
            PaymentProvider provider,
            CircuitBreakerRegistry breakers,
            TimeLimiterRegistry timeLimiters,
            RetryRegistry retries) {
        this.provider = provider;
        this.breaker = breakers.circuitBreaker(INSTANCE);
        this.timeLimiter = timeLimiters.timeLimiter(INSTANCE);
        this.retry = retries.retry(INSTANCE);
    }

    /** Whether it is known not to answer, so that nothing should be begun. */
    boolean isAway() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /** @return empty when it is not known what came of it; never throws for that */
    Optional<ChargeOutcome> charge(PaymentProvider.Charge charge) {
        var retried = Retry.decorateCallable(retry, () -> provider.charge(charge));
        try {
            return Optional.of(
                    breaker.executeCallable(() -> timeLimiter.executeFutureSupplier(() -> calls.submit(retried))));
        } catch (CallNotPermittedException e) {
            // The breaker is outermost: the provider was certainly not called.
            return Optional.of(new ChargeOutcome.Declined("PROVIDER_UNAVAILABLE"));
        } catch (Exception e) {
            log.warn("No answer about payment {}: {}", charge.paymentId(), e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        calls.shutdown();
    }
}
