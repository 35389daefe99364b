package com.timedeal.orderservice.coupon;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who has which coupon. All methods run inside the caller's transaction. */
@Component
public class IssuedCoupons {

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    IssuedCoupons(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /** @return the coupons that those among these people have who have one */
    public List<IssuedCoupon> among(UUID couponId, Collection<UUID> userIds) {
        if (userIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select coupon_id, user_id, idempotency_key, issued_at from issued_coupon
                        where coupon_id = :coupon and user_id in (:users)
                        """)
                .param("coupon", couponId)
                .param("users", userIds)
                .query((row, n) -> new IssuedCoupon(
                        row.getObject("coupon_id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        new IdempotencyKey(row.getString("idempotency_key")),
                        DatabaseClock.toInstant(row.getTimestamp("issued_at"))))
                .list();
    }

    /**
     * Stores coupons for which a unit was taken, under the lock of the allotment.
     *
     * @throws org.springframework.dao.DuplicateKeyException when somebody has theirs already
     */
    public void insertAll(Collection<IssuedCoupon> issued) {
        if (issued.isEmpty()) {
            return;
        }
        bulk.batchUpdate(
                "insert into issued_coupon (coupon_id, user_id, idempotency_key, issued_at) values (?, ?, ?, ?)",
                issued.stream()
                        .map(coupon -> new Object[] {
                            coupon.couponId(),
                            coupon.userId(),
                            coupon.key().value(),
                            DatabaseClock.toColumn(coupon.issuedAt())
                        })
                        .toList());
    }

    /**
     * Locks what somebody has of a coupon until the end of the transaction. The time is {@code sysdate(6)}, read once the
     * lock was granted.
     */
    Optional<Held> lock(UUID couponId, UUID userId) {
        return jdbc.sql("""
                        select coupon_id, user_id, used_by, sysdate(6) as now from issued_coupon
                        where coupon_id = ? and user_id = ? for update
                        """)
                .params(couponId, userId)
                .query((row, n) -> new Held(
                        row.getObject("coupon_id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        row.getObject("used_by", UUID.class),
                        DatabaseClock.toInstant(row.getTimestamp("now"))))
                .optional();
    }

    /** @throws IllegalStateException when it is used; nothing of the transaction may stand */
    void use(Held held, UUID orderId) {
        var used = jdbc.sql("""
                        update issued_coupon set used_by = ?, used_at = ?
                        where coupon_id = ? and user_id = ? and used_by is null
                        """)
                .params(orderId, DatabaseClock.toColumn(held.now()), held.couponId(), held.userId())
                .update();
        if (used != 1) {
            throw new IllegalStateException("Would be used twice: " + held);
        }
    }

    /**
     * Gives coupons back to their owners, in the transaction that ends the orders they are used for; those must be locked.
     *
     * @param orderIds orders with a coupon
     * @throws IllegalStateException when one of them has given its coupon back before; nothing of the transaction may stand
     */
    public void giveBack(Collection<UUID> orderIds) {
        if (orderIds.isEmpty()) {
            return;
        }
        var back = jdbc.sql("update issued_coupon set used_by = null, used_at = null where used_by in (:orders)")
                .param("orders", orderIds)
                .update();
        if (back != orderIds.size()) {
            throw new IllegalStateException("Coupons would come back twice: " + orderIds);
        }
    }

    /** What somebody has of a coupon. @param usedBy the order it is used for; null for none */
    record Held(UUID couponId, UUID userId, UUID usedBy, Instant now) {}
}
