package com.timedeal.orderservice.campaign;

import com.timedeal.orderservice.coupon.Coupons;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Coupons to look at. Nothing that decides about a claim or an order reads it. */
@Component
class Campaigns {

    /** By {@code now()}, which an index can be searched for; who claims is judged by the clock read under the lock. */
    private static final String NOT_OVER = " from allotment a join coupon c on c.coupon_id = a.allotment_id"
            + " where a.kind = 'COUPON' and a.status = 'ACTIVE' and a.closes_at > now(6)";

    private final JdbcClient jdbc;

    Campaigns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that can be claimed or will be, first the one that opens first. */
    PageOf<Campaign> page(PageQuery query) {
        var items = jdbc.sql("select c.*, a.initial_units, a.remaining, a.opens_at, a.closes_at, sysdate(6) as now"
                        + NOT_OVER + " order by a.opens_at, a.allotment_id limit ? offset ?")
                .params(query.size(), query.offset())
                .query(Campaigns::campaign)
                .list();
        return PageOf.of(
                items,
                query,
                jdbc.sql("select count(*)" + NOT_OVER).query(Long.class).single());
    }

    /** Also one that is over. */
    Optional<Campaign> one(UUID couponId) {
        return jdbc.sql("""
                        select c.*, a.initial_units, a.remaining, a.opens_at, a.closes_at, sysdate(6) as now
                        from coupon c join allotment a on a.allotment_id = c.coupon_id
                        where c.coupon_id = ?
                        """).param(couponId).query(Campaigns::campaign).optional();
    }

    /** Newest first. */
    PageOf<MyCoupon> of(UUID userId, PageQuery query) {
        var items = jdbc.sql("""
                        select c.*, i.issued_at, i.used_by, i.used_at, sysdate(6) as now
                        from issued_coupon i join coupon c on c.coupon_id = i.coupon_id
                        where i.user_id = ?
                        order by i.issued_at desc, i.coupon_id desc limit ? offset ?
                        """)
                .params(userId, query.size(), query.offset())
                .query(Campaigns::myCoupon)
                .list();
        var total = jdbc.sql("select count(*) from issued_coupon where user_id = ?")
                .param(userId)
                .query(Long.class)
                .single();
        return PageOf.of(items, query, total);
    }

    private static Campaign campaign(ResultSet row, int n) throws SQLException {
        var coupon = Coupons.map(row);
        return new Campaign(
                coupon.couponId(),
                coupon.title(),
                coupon.discountAmount(),
                coupon.minOrderAmount(),
                row.getObject("initial_units", Long.class),
                row.getObject("remaining", Long.class),
                DatabaseClock.toInstant(row.getTimestamp("opens_at")),
                DatabaseClock.toInstant(row.getTimestamp("closes_at")),
                coupon.validUntil(),
                DatabaseClock.toInstant(row.getTimestamp("now")));
    }

    private static MyCoupon myCoupon(ResultSet row, int n) throws SQLException {
        var coupon = Coupons.map(row);
        var orderId = row.getObject("used_by", UUID.class);
        return new MyCoupon(
                coupon.couponId(),
                coupon.title(),
                coupon.discountAmount(),
                coupon.minOrderAmount(),
                coupon.status(orderId != null, DatabaseClock.toInstant(row.getTimestamp("now"))),
                coupon.validUntil(),
                DatabaseClock.toInstant(row.getTimestamp("issued_at")),
                DatabaseClock.toInstant(row.getTimestamp("used_at")),
                orderId);
    }
}
