package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.provider.PaymentMethod;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param inFlight how long a payment just started keeps its order from expiring, whatever its time; longer than a request
 * @param askAfter when a payment that is still open is asked about first; then twice as long each time
 * @param askAtMost the longest time between two questions
 * @param sweepInterval how often open payments and refunds are looked for
 * @param cardPeriod how long a payment by card may put off the expiry of its order, once; likewise the others
 */
@Validated
@ConfigurationProperties("timedeal.payment")
public record PaymentSettings(
        @NotNull Duration inFlight,
        @NotNull Duration askAfter,
        @NotNull Duration askAtMost,
        @NotNull Duration sweepInterval,
        @NotNull Duration cardPeriod,
        @NotNull Duration mobilePeriod,
        @NotNull Duration transferPeriod,
        @NotNull Duration virtualAccountPeriod) {

    Duration period(PaymentMethod method) {
        return switch (method) {
            case CARD -> cardPeriod;
            case MOBILE -> mobilePeriod;
            case TRANSFER -> transferPeriod;
            case VIRTUAL_ACCOUNT -> virtualAccountPeriod;
        };
    }
}
