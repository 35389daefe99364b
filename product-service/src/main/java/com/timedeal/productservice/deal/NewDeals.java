package com.timedeal.productservice.deal;

import com.timedeal.productservice.cache.ShownChanges;
import com.timedeal.productservice.cache.Stamp;
import com.timedeal.productservice.catalogue.ProductView;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.messaging.Outbox;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes new deals together with their announcement, and knows which key has made which. */
@Component
class NewDeals {

    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final Outbox outbox;
    private final DealSettings settings;
    private final ShownChanges changes;

    NewDeals(JdbcClient jdbc, DatabaseClock clock, Outbox outbox, DealSettings settings, ShownChanges changes) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.outbox = outbox;
        this.settings = settings;
        this.changes = changes;
    }

    Optional<UUID> madeBefore(UUID sellerId, IdempotencyKey key, CreateDealRequest request) {
        return jdbc.sql("select deal_id, request_hash from deal where seller_id = ? and idempotency_key = ?")
                .params(sellerId, key.value())
                .query((row, n) -> {
                    if (!Arrays.equals(row.getBytes("request_hash"), request.hash())) {
                        throw IdempotencyKey.reusedWithAnotherBody();
                    }
                    return row.getObject("deal_id", UUID.class);
                })
                .optional();
    }

    void check(CreateDealRequest request, ProductView product) {
        request.check(clock.now(), product.price(), settings);
    }

    /** In the caller's transaction. */
    void insert(UUID dealId, UUID sellerId, IdempotencyKey key, CreateDealRequest request, String productName) {
        jdbc.sql("""
                        insert into deal
                            (deal_id, product_id, seller_id, deal_price, quantity, per_user_limit, opens_at, closes_at,
                             status, left_units, idempotency_key, request_hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'SCHEDULED', ?, ?, ?)
                        """)
                .params(
                        dealId,
                        request.productId(),
                        sellerId,
                        request.dealPrice(),
                        request.quantity(),
                        request.perUserLimit(),
                        DatabaseClock.toColumn(request.opensAt()),
                        DatabaseClock.toColumn(request.closesAt()),
                        request.quantity(),
                        key.value(),
                        request.hash())
                .update();
        jdbc.sql("insert into deal_transition (deal_id, status) values (?, 'SCHEDULED')")
                .param(dealId)
                .update();
        changes.changed(Stamp.ofDeal(dealId), Stamp.DEAL_LISTS);
        outbox.append(
                "deal.scheduled",
                new DealScheduled(
                        dealId,
                        request.productId(),
                        sellerId,
                        productName,
                        request.dealPrice(),
                        request.quantity(),
                        request.perUserLimit(),
                        request.opensAt(),
                        request.closesAt()));
    }

    record DealScheduled(
            UUID dealId,
            UUID productId,
            UUID sellerId,
            String productName,
            long dealPrice,
            long quantity,
            int perUserLimit,
            Instant opensAt,
            Instant closesAt) {}
}
