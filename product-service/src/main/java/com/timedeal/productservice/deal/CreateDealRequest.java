package com.timedeal.productservice.deal;

import com.timedeal.servicedefaults.idempotency.RequestHash;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A deal to set up.
 *
 * @param dealPrice won; at most the regular price
 * @param quantity units to set aside from the product's stock
 * @param perUserLimit units one person may take
 * @param opensAt first moment of sale; kept to the microsecond
 * @param closesAt first moment after it
 */
record CreateDealRequest(
        @NotNull UUID productId,
        @NotNull @Min(1) @Max(10_000_000_000L) Long dealPrice,
        @NotNull @Min(1) @Max(10_000_000L) Long quantity,
        @NotNull @Min(1) @Max(10_000) Integer perUserLimit,
        @NotNull Instant opensAt,
        @NotNull Instant closesAt) {

    CreateDealRequest {
        opensAt = opensAt == null ? null : opensAt.truncatedTo(ChronoUnit.MICROS);
        closesAt = closesAt == null ? null : closesAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** @throws org.springframework.web.ErrorResponseException 400 with what is wrong */
    void check(Instant now, long regularPrice, DealSettings settings) {
        if (dealPrice > regularPrice) {
            throw Problems.badRequest(
                    "INVALID_PRICE", "dealPrice must not be more than the regular price of " + regularPrice + ".");
        }
        if (perUserLimit > quantity) {
            throw Problems.badRequest("INVALID_LIMIT", "perUserLimit must not be more than quantity.");
        }
        if (!opensAt.isAfter(now)) {
            throw Problems.badRequest(
                    "INVALID_WINDOW", "opensAt must be in the future; the server's time is " + now + ".");
        }
        if (!closesAt.isAfter(opensAt)) {
            throw Problems.badRequest("INVALID_WINDOW", "closesAt must be after opensAt.");
        }
        if (opensAt.isAfter(now.plus(settings.maxLead()))) {
            throw Problems.badRequest(
                    "INVALID_WINDOW",
                    "opensAt must be at most " + settings.maxLead().toDays() + " days from now.");
        }
        if (closesAt.isAfter(opensAt.plus(settings.maxDuration()))) {
            throw Problems.badRequest(
                    "INVALID_WINDOW",
                    "closesAt must be at most " + settings.maxDuration().toDays() + " days after opensAt.");
        }
    }

    byte[] hash() {
        return RequestHash.of(productId, dealPrice, quantity, perUserLimit, opensAt, closesAt);
    }
}
