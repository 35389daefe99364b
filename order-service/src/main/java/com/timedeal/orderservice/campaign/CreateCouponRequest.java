package com.timedeal.orderservice.campaign;

import com.timedeal.servicedefaults.idempotency.RequestHash;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A coupon to announce.
 *
 * @param totalQuantity how many there are; null for one for everybody who asks
 * @param discountAmount won
 * @param minOrderAmount won; what the goods must cost before the discount
 * @param opensAt first moment at which it may be claimed; kept to the microsecond, may be in the past
 * @param closesAt first moment after it
 * @param validUntil first moment at which it cannot be used any more
 */
record CreateCouponRequest(
        @NotBlank @Size(max = 100) String title,
        @Min(1) @Max(10_000_000L) Long totalQuantity,
        @NotNull @Min(1) @Max(10_000_000_000L) Long discountAmount,
        @NotNull @Min(0) @Max(10_000_000_000L) Long minOrderAmount,
        @NotNull Instant opensAt,
        @NotNull Instant closesAt,
        @NotNull Instant validUntil) {

    CreateCouponRequest {
        opensAt = toMicros(opensAt);
        closesAt = toMicros(closesAt);
        validUntil = toMicros(validUntil);
    }

    private static Instant toMicros(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** @throws org.springframework.web.ErrorResponseException 400 with what is wrong */
    void check(Instant now, Duration maxAhead) {
        if (!closesAt.isAfter(opensAt)) {
            throw invalid("closesAt must be after opensAt.");
        }
        if (!closesAt.isAfter(now)) {
            throw invalid("closesAt must be in the future; the server's time is " + now + ".");
        }
        if (validUntil.isBefore(closesAt)) {
            throw invalid("validUntil must not be before closesAt: the last to claim one must be able to use it.");
        }
        if (opensAt.isBefore(now.minus(maxAhead)) || validUntil.isAfter(now.plus(maxAhead))) {
            throw invalid("opensAt and validUntil must lie within " + maxAhead.toDays() + " days from now.");
        }
    }

    private static RuntimeException invalid(String detail) {
        return Problems.badRequest("INVALID_WINDOW", detail);
    }

    byte[] hash() {
        return RequestHash.of(title, totalQuantity, discountAmount, minOrderAmount, opensAt, closesAt, validUntil);
    }
}
