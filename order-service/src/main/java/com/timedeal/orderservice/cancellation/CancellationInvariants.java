package com.timedeal.orderservice.cancellation;

import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CancellationInvariants {

    @Bean
    Invariant unpaidOrdersExpire() {
        return Invariant.onceQuiet(
                "I5",
                "No order waits for its payment for longer than two minutes after its time.",
                "select coalesce(sum(status = 'EXPIRED'), 0) as expired,"
                        + " coalesce(sum(status = 'CANCELLED'), 0) as cancelled,"
                        + " coalesce(sum(status = 'RETURNED'), 0) as returned from orders",
                """
                select order_id, deal_id, payment_due_at, payment_deferred from orders
                where status = 'PAYMENT_DUE' and payment_due_at < sysdate(6) - interval 2 minute
                """);
    }

    @Bean
    Invariant unitsComeBackOnce() {
        return Invariant.always(
                "I17",
                "An order gives its units back when it ends, and only then; the allotment has booked those that went to stock.",
                "select coalesce(sum(if(units_back_to = 'ALLOTMENT', units, 0)), 0) as to_allotments,"
                        + " coalesce(sum(if(units_back_to = 'STOCK' and deal_id is not null, units, 0)), 0) as deal_units_to_stock,"
                        + " coalesce(sum(units_back_to = 'STOCK' and deal_id is null), 0) as reservations_released from orders",
                """
                select order_id, deal_id, status, units, units_back_to, null as given_back
                from orders
                where (status in ('CANCELLED', 'EXPIRED', 'RETURNED')) <> (units_back_to is not null)
                   or (units_back_to = 'ALLOTMENT' and (deal_id is null or status = 'RETURNED'))
                union all
                select null, a.allotment_id, a.status, coalesce(sum(o.units), 0), 'STOCK', a.given_back
                from allotment a
                left join orders o on o.deal_id = a.allotment_id and o.units_back_to = 'STOCK'
                group by a.allotment_id, a.status, a.given_back
                having coalesce(sum(o.units), 0) <> a.given_back
                """);
    }
}
