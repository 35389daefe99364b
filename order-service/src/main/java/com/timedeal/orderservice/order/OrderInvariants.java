package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrderInvariants {

    @Bean
    Invariant linesAreTheOrder() {
        return Invariant.always(
                "O1",
                "Every order has its lines, and they are as many units as the order says.",
                "select count(*) as orders from orders",
                """
                select o.order_id, o.units, coalesce(l.units, 0) as in_lines
                from orders o
                left join (select order_id, sum(quantity) as units from order_line group by order_id) l
                    on l.order_id = o.order_id
                where o.units <> coalesce(l.units, 0)
                """);
    }

    @Bean
    Invariant nothingStaysPending() {
        return Invariant.onceQuiet("I13", "No order stays PENDING for longer than two minutes.", """
                select coalesce(sum(status = 'PENDING'), 0) as pending,
                    coalesce(sum(status = 'PAYMENT_DUE'), 0) as payment_due,
                    coalesce(sum(status = 'REJECTED'), 0) as rejected,
                    coalesce(sum(status = 'PAID'), 0) as paid,
                    coalesce(sum(status = 'SHIPPED'), 0) as shipped,
                    coalesce(sum(status = 'DELIVERED'), 0) as delivered,
                    coalesce(sum(status = 'RETURN_REQUESTED'), 0) as return_requested,
                    coalesce(sum(deal_id is null and status in
                        ('PAYMENT_DUE', 'PAID', 'SHIPPED', 'DELIVERED', 'RETURN_REQUESTED')), 0) as holding_stock
                from orders
                """, """
                select order_id, placed_at from orders
                where status = 'PENDING' and placed_at < sysdate(6) - interval 2 minute
                """);
    }

    @Bean
    Invariant historyIsAPath() {
        return Invariant.always(
                "I14",
                "The states an order went through are those the rules allow, and it is in the last of them.",
                "select count(*) as transitions from order_transition",
                // What the view order_history says too, but it would be built in full first.
                """
                select o.order_id, o.status, concat_ws(',', if(o.deal_id is null, 'PENDING', 'PAYMENT_DUE'),
                    group_concat(t.status order by t.occurred_at, field(t.status, 'PAYMENT_DUE', 'PAID',
                        'SHIPPED', 'DELIVERED', 'RETURN_REQUESTED') = 0, field(t.status, 'PAYMENT_DUE',
                        'PAID', 'SHIPPED', 'DELIVERED', 'RETURN_REQUESTED'))) as path
                from orders o
                left join order_transition t on t.order_id = o.order_id
                    and t.status <> if(o.deal_id is null, 'PENDING', 'PAYMENT_DUE')
                group by o.order_id, o.status, o.deal_id
                having path not regexp concat(
                        '^', if(o.deal_id is null, 'PENDING(,REJECTED|,', '('), 'PAYMENT_DUE(,EXPIRED|,CANCELLED|,PAID(',
                        ',CANCELLED|,SHIPPED(,DELIVERED(,RETURN_REQUESTED(,RETURNED)?)?)?)?)?)',
                        if(o.deal_id is null, '?', ''), '$')
                    or substring_index(path, ',', -1) <> o.status
                """);
    }

    @Bean
    Invariant totalsAddUp() {
        return Invariant.always(
                "I16",
                "What an order costs is the sum of its lines at the prices they were sold for, less the discount.",
                "select coalesce(sum(total), 0) as won from orders",
                """
                select o.order_id, o.status, o.total, o.discount, sum(l.unit_price * l.quantity) as line_sum
                from orders o join order_line l on l.order_id = o.order_id
                where o.status not in ('PENDING', 'REJECTED')
                group by o.order_id, o.status, o.total, o.discount
                having line_sum is null or o.total <> line_sum - o.discount
                """);
    }
}
