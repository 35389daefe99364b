package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The keys of requests that change an order. All methods but the cleaning run inside the caller's transaction, with the
 * order locked, so that two of the same key come one after the other.
 */
@Component
public class OrderRequests {

    private static final int BITE = 1_000;

    private final JdbcClient jdbc;
    private final OrderSettings settings;

    OrderRequests(JdbcClient jdbc, OrderSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    public enum Kind {
        CANCEL,
        RETURN
    }

    /**
     * Whether this very request has had its effect before.
     *
     * @throws org.springframework.web.ErrorResponseException 422 when the key was used for another request
     */
    public boolean isDone(UUID userId, UUID orderId, IdempotencyKey key, Kind kind, byte[] hash) {
        var before = jdbc.sql("select kind, request_hash from order_request"
                        + " where user_id = ? and target_id = ? and idempotency_key = ?")
                .params(userId, orderId, key.value())
                .query((row, n) ->
                        row.getString("kind").equals(kind.name()) && Arrays.equals(row.getBytes("request_hash"), hash))
                .optional();
        if (before.isPresent() && !before.get()) {
            throw IdempotencyKey.reusedWithAnotherBody();
        }
        return before.isPresent();
    }

    public void note(UUID userId, UUID orderId, IdempotencyKey key, Kind kind, byte[] hash, Instant now) {
        jdbc.sql("""
                        insert into order_request (user_id, target_id, idempotency_key, kind, request_hash, created_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(userId, orderId, key.value(), kind.name(), hash, DatabaseClock.toColumn(now))
                .update();
    }

    /** By {@code now()}, which an index can be searched for; in bites, which hold no lock for long. */
    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT10M")
    void forget() {
        int gone;
        do {
            gone = jdbc.sql("delete from order_request where created_at < now(6) - interval ? second limit " + BITE)
                    .param(settings.keepRequests().toSeconds())
                    .update();
        } while (gone == BITE);
    }
}
