package com.timedeal.orderservice.coupon;

import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CouponInvariants {

    @Bean
    Invariant couponsAreConserved() {
        return Invariant.always(
                "I20",
                "Of a coupon no more are issued than there are, and those issued and those left are all of them.",
                """
                select (select count(*) from coupon) as coupons, (select count(*) from issued_coupon) as issued,
                    (select coalesce(sum(remaining), 0) from allotment where kind = 'COUPON') as units_left,
                    (select coalesce(sum(initial_units), 0) from allotment where kind = 'COUPON') as units,
                    (select count(*) from issued_coupon i join allotment a on a.allotment_id = i.coupon_id
                        where a.initial_units is not null) as issued_of_limited
                """,
                """
                select a.allotment_id as coupon_id, a.initial_units, a.remaining, count(i.user_id) as issued
                from allotment a
                left join coupon c on c.coupon_id = a.allotment_id
                left join issued_coupon i on i.coupon_id = a.allotment_id
                where a.kind = 'COUPON'
                group by a.allotment_id, a.initial_units, a.remaining, c.coupon_id
                having c.coupon_id is null or issued > a.initial_units or a.initial_units <> a.remaining + issued
                union all
                select c.coupon_id, a.initial_units, a.remaining, null
                from coupon c left join allotment a on a.allotment_id = c.coupon_id
                where a.kind is null or a.kind <> 'COUPON'
                """);
    }

    @Bean
    Invariant oneCouponPerPerson() {
        return Invariant.always(
                "I20-person", "Nobody has more than one of a coupon, and whoever took a unit has one.", null, """
                select b.allotment_id as coupon_id, b.user_id, b.bought, b.per_user_limit, count(i.user_id) as issued
                from allotment_buyer b
                join allotment a on a.allotment_id = b.allotment_id and a.kind = 'COUPON'
                left join issued_coupon i on i.coupon_id = b.allotment_id and i.user_id = b.user_id
                group by b.allotment_id, b.user_id, b.bought, b.per_user_limit
                having b.bought <> 1 or b.per_user_limit <> 1 or issued <> 1
                union all
                select i.coupon_id, i.user_id, null, null, 1
                from issued_coupon i
                left join allotment_buyer b on b.allotment_id = i.coupon_id and b.user_id = i.user_id
                where b.user_id is null
                """);
    }

    @Bean
    Invariant claimedInsideTheWindow() {
        return Invariant.always(
                "I20-window",
                "No coupon was claimed before it opened or after it closed, or used when it was not valid any more,"
                        + " by this database's clock.",
                null,
                """
                select i.coupon_id, i.user_id, i.issued_at, i.used_at, a.opens_at, a.closes_at, c.valid_until
                from issued_coupon i
                join coupon c on c.coupon_id = i.coupon_id
                join allotment a on a.allotment_id = i.coupon_id
                where i.issued_at < a.opens_at or i.issued_at >= a.closes_at
                   or i.used_at >= c.valid_until or i.used_at < i.issued_at
                """);
    }

    @Bean
    Invariant usedForOneOrder() {
        return Invariant.always(
                "I21",
                "Each used coupon is used for one order of its owner that is not over, and each such order has its coupon.",
                "select count(*) as issued, coalesce(sum(used_by is not null), 0) as used from issued_coupon",
                """
                select i.coupon_id, i.user_id, i.used_by as order_id, o.status
                from issued_coupon i left join orders o on o.order_id = i.used_by
                where i.used_by is not null and (o.order_id is null or o.user_id <> i.user_id
                    or o.coupon_id is null or o.coupon_id <> i.coupon_id
                    or o.status not in ('PAYMENT_DUE', 'PAID', 'SHIPPED', 'DELIVERED', 'RETURN_REQUESTED', 'RETURNED'))
                union all
                select o.coupon_id, o.user_id, o.order_id, o.status
                from orders o left join issued_coupon i on i.used_by = o.order_id
                where o.coupon_id is not null and i.used_by is null
                    and o.status in ('PAYMENT_DUE', 'PAID', 'SHIPPED', 'DELIVERED', 'RETURN_REQUESTED', 'RETURNED')
                """);
    }

    @Bean
    Invariant discountIsThatOfTheCoupon() {
        return Invariant.always(
                "I21-discount",
                "The discount of an order is that of its coupon, or all there was to pay; without a coupon there is none.",
                "select coalesce(sum(discount), 0) as won from orders",
                """
                select o.order_id, o.coupon_id, o.discount, c.discount_amount, c.min_order_amount,
                    sum(l.unit_price * l.quantity) as line_sum
                from orders o
                join order_line l on l.order_id = o.order_id
                left join coupon c on c.coupon_id = o.coupon_id
                where (o.coupon_id is not null or o.discount <> 0) and o.status not in ('PENDING', 'REJECTED')
                group by o.order_id, o.coupon_id, o.discount, c.discount_amount, c.min_order_amount
                having c.discount_amount is null or line_sum is null or line_sum < c.min_order_amount
                    or o.discount <> least(c.discount_amount, line_sum)
                """);
    }
}
