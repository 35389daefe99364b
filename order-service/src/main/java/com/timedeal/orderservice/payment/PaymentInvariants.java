package com.timedeal.orderservice.payment;

import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PaymentInvariants {

    @Bean
    Invariant oneLivePayment() {
        return Invariant.always(
                "P1",
                "No order has two payments that are started or have succeeded.",
                "select count(*) as payments, coalesce(sum(status = 'STARTED'), 0) as started,"
                        + " coalesce(sum(status = 'SUCCEEDED'), 0) as succeeded,"
                        + " coalesce(sum(status = 'FAILED'), 0) as failed,"
                        + " coalesce(sum(status = 'REFUND_DUE'), 0) as refund_due,"
                        + " coalesce(sum(status = 'REFUNDED'), 0) as refunded from payment",
                """
                select order_id, count(*) as live from payment
                where status in ('STARTED', 'SUCCEEDED') group by order_id having count(*) > 1
                """);
    }

    @Bean
    Invariant paidIsPaid() {
        return Invariant.always(
                "P2",
                "An order that counts as paid has one payment of its total that succeeded; any other has none.",
                "select coalesce(sum(total), 0) as won_paid from orders"
                        + " where status in ('PAID', 'SHIPPED', 'DELIVERED', 'RETURN_REQUESTED')",
                """
                select o.order_id, o.status, o.total, count(p.payment_id) as succeeded, max(p.amount) as amount
                from orders o
                left join payment p on p.order_id = o.order_id and p.status = 'SUCCEEDED'
                group by o.order_id, o.status, o.total
                having succeeded <> (o.status in ('PAID', 'SHIPPED', 'DELIVERED', 'RETURN_REQUESTED'))
                    or (succeeded = 1 and amount <> o.total)
                """);
    }

    @Bean
    Invariant refundsAreSent() {
        return Invariant.onceQuiet("P3", "No refund is due for longer than two minutes.", null, """
                select payment_id, order_id, amount, reason, refund_due_at, asked from payment
                where status = 'REFUND_DUE' and refund_due_at < sysdate(6) - interval 2 minute
                """);
    }

    @Bean
    Invariant nothingStaysStarted() {
        return Invariant.onceQuiet(
                "P4", "No payment stays open for longer than two minutes after its order ended.", null, """
                select p.payment_id, p.order_id, p.started_at, o.status, o.entered_at
                from payment p join orders o on o.order_id = p.order_id
                where p.status = 'STARTED' and o.status <> 'PAYMENT_DUE'
                    and o.entered_at < sysdate(6) - interval 2 minute
                """);
    }
}
