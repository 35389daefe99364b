package com.timedeal.orderservice.coupon;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.util.Collection;
import java.util.List;
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
}
