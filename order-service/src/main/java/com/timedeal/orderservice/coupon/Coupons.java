package com.timedeal.orderservice.coupon;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Coupons as they were announced. Rows are never changed, so nobody locks them. */
@Component
public class Coupons {

    private final JdbcClient jdbc;

    Coupons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @return the coupon that this key has made before
     * @throws org.springframework.web.ErrorResponseException 422 when it was sent with another request
     */
    public Optional<UUID> madeBefore(UUID createdBy, IdempotencyKey key, byte[] requestHash) {
        return jdbc.sql("select coupon_id, request_hash from coupon where created_by = ? and idempotency_key = ?")
                .params(createdBy, key.value())
                .query((row, n) -> {
                    if (!Arrays.equals(row.getBytes("request_hash"), requestHash)) {
                        throw IdempotencyKey.reusedWithAnotherBody();
                    }
                    return row.getObject("coupon_id", UUID.class);
                })
                .optional();
    }

    /**
     * In the caller's transaction, behind the allotment of its units.
     *
     * @throws org.springframework.dao.DuplicateKeyException when the key is taken
     */
    public void insert(Coupon coupon, UUID createdBy, IdempotencyKey key, byte[] requestHash) {
        jdbc.sql("""
                        insert into coupon
                            (coupon_id, title, discount_amount, min_order_amount, valid_until, created_by,
                             idempotency_key, request_hash, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, sysdate(6))
                        """)
                .params(
                        coupon.couponId(),
                        coupon.title(),
                        coupon.discountAmount(),
                        coupon.minOrderAmount(),
                        DatabaseClock.toColumn(coupon.validUntil()),
                        createdBy,
                        key.value(),
                        requestHash)
                .update();
    }

    Coupon get(UUID couponId) {
        return jdbc.sql("select * from coupon where coupon_id = ?")
                .param(couponId)
                .query((row, n) -> map(row))
                .single();
    }

    /** @param row with the columns of {@code coupon} */
    public static Coupon map(ResultSet row) throws SQLException {
        return new Coupon(
                row.getObject("coupon_id", UUID.class),
                row.getString("title"),
                row.getLong("discount_amount"),
                row.getLong("min_order_amount"),
                DatabaseClock.toInstant(row.getTimestamp("valid_until")));
    }
}
