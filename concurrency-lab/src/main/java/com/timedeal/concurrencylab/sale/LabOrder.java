package com.timedeal.concurrencylab.sale;

import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** An order, with what its rows and the answer need. */
public record LabOrder(
        UUID orderId,
        UUID userId,
        UUID saleId,
        String key,
        byte[] requestHash,
        UUID productId,
        UUID sellerId,
        String productName,
        long unitPrice,
        int quantity,
        Instant paymentDueAt,
        Instant placedAt) {

    public static LabOrder of(Intent intent, Sale sale, Duration paymentDueAfter) {
        return new LabOrder(
                TimeOrderedIds.next(),
                intent.userId(),
                intent.saleId(),
                intent.key().value(),
                intent.requestHash(),
                sale.productId(),
                sale.sellerId(),
                sale.productName(),
                sale.unitPrice(),
                intent.quantity(),
                sale.now().plus(paymentDueAfter),
                sale.now());
    }

    /** What its own key brings: the order, or a complaint that the key stands for something else. */
    public Bought forWhoAsksAgain(Intent intent) {
        return Arrays.equals(requestHash, intent.requestHash()) ? new Bought.Placed(this) : new Bought.KeyReused();
    }

    public long total() {
        return Math.multiplyExact(unitPrice, (long) quantity);
    }

    /** As its buyer sees it: field by field what order-service answers. */
    public View view() {
        return new View(
                orderId,
                "PAYMENT_DUE",
                List.of(new Item(productId, productName, unitPrice, quantity)),
                0,
                total(),
                saleId,
                paymentDueAt,
                placedAt);
    }

    public record View(
            UUID orderId,
            String status,
            List<Item> items,
            long discount,
            long total,
            UUID dealId,
            Instant paymentDueAt,
            Instant createdAt) {}

    public record Item(UUID productId, String name, long unitPrice, long quantity) {}
}
