package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.idempotency.RequestHash;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** @param items null for the whole wishlist @param couponId one of the buyer's coupons to use; null for none */
record PlaceOrderRequest(
        @Size(min = 1, max = MAX_ITEMS) List<@Valid @NotNull Item> items,
        UUID couponId,
        @NotNull @Valid Address address) {

    static final int MAX_ITEMS = 100;

    record Item(
            @NotNull UUID productId,
            @NotNull @Min(1) @Max(10_000) Long quantity) {}

    /** Quantity by product, ascending; a product named twice counts together. Empty for the whole wishlist. */
    Optional<SortedMap<UUID, Long>> lines() {
        if (items == null) {
            return Optional.empty();
        }
        var lines = new TreeMap<UUID, Long>();
        items.forEach(item -> lines.merge(item.productId(), item.quantity(), Long::sum));
        return Optional.of(lines);
    }

    /**
     * The whole wishlist is asked for as such: what was on it at that moment is not part of the question. Only what was
     * said counts, each value by its name, so that a later version with more fields has the same hash for the same words.
     */
    byte[] hash() {
        var said = new ArrayList<Object>();
        lines().ifPresent(lines -> lines.forEach((product, quantity) -> said.add(product + "=" + quantity)));
        said.add("recipient=" + address.recipient());
        said.add("phone=" + address.phone());
        said.add("zipCode=" + address.zipCode());
        said.add("line1=" + address.line1());
        if (address.line2() != null) {
            said.add("line2=" + address.line2());
        }
        if (couponId != null) {
            said.add("couponId=" + couponId);
        }
        return RequestHash.of(said.toArray());
    }
}
