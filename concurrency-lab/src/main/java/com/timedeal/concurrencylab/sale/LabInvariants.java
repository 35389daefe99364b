package com.timedeal.concurrencylab.sale;

import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LabInvariants {

    @Bean
    Invariant soldAndLeftAreAll() {
        return Invariant.onceQuiet(
                "L1",
                "The units of a sale are those left and those in orders.",
                "select count(*) as sales, coalesce(sum(initial_units), 0) as units,"
                        + " coalesce(sum(remaining), 0) as units_left from allotment",
                """
                select a.allotment_id, a.initial_units, a.remaining, coalesce(sum(o.units), 0) as ordered
                from allotment a left join orders o on o.deal_id = a.allotment_id
                group by a.allotment_id, a.initial_units, a.remaining
                having a.initial_units <> a.remaining + ordered
                """);
    }

    @Bean
    Invariant limitIsKept() {
        return Invariant.onceQuiet(
                "L2",
                "Nobody has more units than one person may take, and the count per person is right.",
                "select count(*) as buyers, coalesce(max(bought), 0) as most_units from allotment_buyer",
                """
                select b.allotment_id, b.user_id, b.bought, b.per_user_limit, (
                    select coalesce(sum(o.units), 0)
                    from orders o force index (of_user)
                    where o.user_id = b.user_id and o.deal_id = b.allotment_id
                ) as ordered
                from allotment_buyer b
                having ordered <> b.bought or b.bought > b.per_user_limit
                """);
    }

    @Bean
    Invariant ordersAreWhole() {
        return Invariant.onceQuiet("L3", "Every order has its line.", "select count(*) as orders from orders", """
                select o.order_id
                from orders o
                left join order_line l on l.order_id = o.order_id
                where l.order_id is null
                """);
    }
}
