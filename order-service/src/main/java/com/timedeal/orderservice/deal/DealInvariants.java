package com.timedeal.orderservice.deal;

import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DealInvariants {

    @Bean
    Invariant unitsAreConserved() {
        return Invariant.always(
                "I1",
                "The units of a deal are those left, those in live orders and those given back to stock.",
                "select count(*) as allotments, coalesce(sum(initial_units), 0) as units,"
                        + " coalesce(sum(if(status = 'CANCELLED', 0, initial_units)), 0) as units_not_cancelled,"
                        + " coalesce(sum(remaining), 0) as units_left, coalesce(sum(unsold), 0) as unsold,"
                        + " coalesce(sum(given_back), 0) as given_back from allotment where kind = 'DEAL'",
                """
                select a.allotment_id, a.initial_units, a.remaining, a.unsold, a.given_back,
                    coalesce(sum(o.units), 0) as ordered
                from allotment a
                left join orders o on o.deal_id = a.allotment_id
                    and o.status not in ('REJECTED', 'CANCELLED', 'EXPIRED', 'RETURNED')
                where a.kind = 'DEAL'
                group by a.allotment_id, a.initial_units, a.remaining, a.unsold, a.given_back
                having a.initial_units <> a.remaining + a.unsold + a.given_back + ordered
                """);
    }

    @Bean
    Invariant unitsChangeBeforeTheOpening() {
        return Invariant.always(
                "I1-change",
                "The units of an allotment were changed only before it opened, and are those of the last change.",
                "select count(*) as changes from allotment_unit_change",
                """
                select c.change_id, a.allotment_id, c.changed_at, a.opens_at, c.units, a.initial_units
                from allotment_unit_change c join allotment a on a.allotment_id = c.allotment_id
                where c.changed_at >= a.opens_at
                union all
                select c.change_id, a.allotment_id, c.changed_at, a.opens_at, c.units, a.initial_units
                from allotment a
                join allotment_unit_change c on c.allotment_id = a.allotment_id and c.changed_at = (
                    select max(l.changed_at) from allotment_unit_change l where l.allotment_id = a.allotment_id)
                where c.units <> a.initial_units
                """);
    }

    @Bean
    Invariant neverNegative() {
        return Invariant.always(
                "I2",
                "No allotment has fewer than zero units left.",
                null,
                "select allotment_id, remaining from allotment where remaining < 0 or unsold < 0");
    }

    @Bean
    Invariant soldInsideTheWindow() {
        return Invariant.always(
                "I9",
                "No deal order was placed before its deal opened or after it closed, by this database's clock.",
                """
                select count(*) as deal_orders,
                    coalesce(min(timestampdiff(microsecond, a.opens_at, o.placed_at)) div 1000, 0) as first_sale_ms
                from orders o join allotment a on a.allotment_id = o.deal_id
                """,
                """
                select o.order_id, o.placed_at, a.opens_at, a.closes_at, a.ended_at
                from orders o join allotment a on a.allotment_id = o.deal_id
                where o.placed_at < a.opens_at or o.placed_at >= a.closes_at or o.placed_at > a.ended_at
                """);
    }

    /** Buyer by buyer, by the person's orders: to sort a million by deal and person took more than a minute, and all of the deal's for each person are too many. */
    @Bean
    Invariant limitPerPerson() {
        return Invariant.always(
                "I15",
                "Nobody has more units of a deal than one person may take, and the count per person is right.",
                "select count(*) as buyers, coalesce(max(bought), 0) as most_units"
                        + " from allotment_buyer join allotment using (allotment_id) where kind = 'DEAL'",
                """
                select b.allotment_id, b.user_id, b.bought, b.per_user_limit, (
                    select coalesce(sum(o.units), 0)
                    from orders o force index (of_user)
                    where o.user_id = b.user_id and o.deal_id = b.allotment_id
                        and o.status not in ('REJECTED', 'CANCELLED', 'EXPIRED')
                ) as ordered
                from allotment_buyer b
                join allotment a on a.allotment_id = b.allotment_id and a.kind = 'DEAL'
                having ordered <> b.bought or b.bought > b.per_user_limit
                """);
    }

    @Bean
    Invariant settledInTime() {
        return Invariant.onceQuiet(
                "I13-allotment", "No allotment waits for its settlement for longer than 30 seconds.", null, """
                select allotment_id, closes_at from allotment
                where kind = 'DEAL' and status = 'ACTIVE' and closes_at < sysdate(6) - interval 30 second
                """);
    }
}
