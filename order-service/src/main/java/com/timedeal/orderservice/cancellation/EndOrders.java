package com.timedeal.orderservice.cancellation;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.coupon.IssuedCoupons;
import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.orderservice.payment.Payments;
import com.timedeal.servicedefaults.database.DatabaseClock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The ways an accepted order ends, inside the caller's transaction and under its locks: the allotment of a deal order first,
 * then the order.
 */
@Component
public class EndOrders {

    private final Orders orders;
    private final Payments payments;
    private final GiveUnitsBack giveUnitsBack;
    private final IssuedCoupons issuedCoupons;
    private final DatabaseClock clock;

    EndOrders(
            Orders orders,
            Payments payments,
            GiveUnitsBack giveUnitsBack,
            IssuedCoupons issuedCoupons,
            DatabaseClock clock) {
        this.orders = orders;
        this.payments = payments;
        this.giveUnitsBack = giveUnitsBack;
        this.issuedCoupons = issuedCoupons;
        this.clock = clock;
    }

    /** @param order PAYMENT_DUE or PAID @param allotment null for a wishlist order @return when, by the database */
    Instant cancel(Order order, Allotment allotment, String reason) {
        var now = clock.now();
        orders.move(List.of(order.orderId()), order.status(), OrderStatus.CANCELLED, reason, now);
        payments.refund(order.orderId(), "CANCELLED", now);
        giveUnitsBack.giveBack(allotment, List.of(order), GiveUnitsBack.Cause.CANCELLED, now);
        giveCouponsBack(List.of(order));
        return now;
    }

    /** Takes back goods that were sent back. Their coupon stays used: the order was fulfilled. @param order RETURN_REQUESTED @param allotment null for a wishlist order */
    public void takeBack(Order order, Allotment allotment) {
        var now = clock.now();
        orders.move(List.of(order.orderId()), OrderStatus.RETURN_REQUESTED, OrderStatus.RETURNED, null, now);
        payments.refund(order.orderId(), "RETURNED", now);
        giveUnitsBack.giveBack(allotment, List.of(order), GiveUnitsBack.Cause.RETURNED, now);
    }

    /**
     * Ends those that are still unpaid when their time is over and nobody is paying them just now.
     *
     * @param allotment the one that all belong to; null for wishlist orders
     * @return those that were ended
     */
    List<Order> expire(Collection<Order> locked, Allotment allotment) {
        var now = clock.now();
        var overdue = locked.stream()
                .filter(order -> order.status() == OrderStatus.PAYMENT_DUE
                        && !order.paymentDueAt().isAfter(now))
                .toList();
        if (overdue.isEmpty()) {
            return List.of();
        }
        var inFlight = payments.inFlight(overdue.stream().map(Order::orderId).toList(), now);
        var expired = overdue.stream()
                .filter(order -> !inFlight.contains(order.orderId()))
                .toList();
        if (!expired.isEmpty()) {
            var ids = expired.stream().map(Order::orderId).toList();
            orders.move(ids, OrderStatus.PAYMENT_DUE, OrderStatus.EXPIRED, null, now);
            giveUnitsBack.giveBack(allotment, expired, GiveUnitsBack.Cause.EXPIRED, now);
            giveCouponsBack(expired);
        }
        return expired;
    }

    private void giveCouponsBack(List<Order> ended) {
        issuedCoupons.giveBack(ended.stream()
                .filter(order -> order.couponId() != null)
                .map(Order::orderId)
                .toList());
    }
}
