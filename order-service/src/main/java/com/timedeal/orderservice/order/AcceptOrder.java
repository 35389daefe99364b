package com.timedeal.orderservice.order;

import com.timedeal.orderservice.coupon.RedeemCoupon;
import com.timedeal.orderservice.coupon.Redemption;
import com.timedeal.orderservice.stock.StockReservation;
import com.timedeal.orderservice.wishlist.Wishlist;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Accepts a PENDING order whose stock is reserved, and uses its coupon for it. Inside the caller's transaction; the order is
 * locked before the coupon.
 */
@Component
class AcceptOrder {

    private final Orders orders;
    private final Wishlist wishlist;
    private final RedeemCoupon redeemCoupon;
    private final OrderSettings settings;

    AcceptOrder(Orders orders, Wishlist wishlist, RedeemCoupon redeemCoupon, OrderSettings settings) {
        this.orders = orders;
        this.wishlist = wishlist;
        this.redeemCoupon = redeemCoupon;
        this.settings = settings;
    }

    /** Changes nothing when the order is no longer PENDING, or its coupon fails. */
    Acceptance accept(Order order, List<StockReservation.Item> items, Instant now) {
        var amount = items.stream()
                .mapToLong(item -> Math.multiplyExact(item.unitPrice(), item.quantity()))
                .reduce(0, Math::addExact);
        if (order.couponId() == null) {
            return accept(order, items, 0, amount, now);
        }
        // A coupon must not be used for an order that somebody else with the same key, or the sweeper, has driven on.
        if (orders.lock(order.orderId()).orElseThrow().status() != OrderStatus.PENDING) {
            return decided(order);
        }
        return switch (redeemCoupon.redeem(order.couponId(), order.userId(), order.orderId(), amount)) {
            case Redemption.Granted(long discount) -> accept(order, items, discount, amount - discount, now);
            case Redemption.Refused why -> new Acceptance.CouponFailed(why);
        };
    }

    private Acceptance accept(Order order, List<StockReservation.Item> items, long discount, long total, Instant now) {
        var sold = items.stream()
                .map(item -> new Order.Line(
                        item.productId(), item.sellerId(), item.name(), item.unitPrice(), item.quantity()))
                .toList();
        if (orders.accept(order.orderId(), sold, discount, total, now, now.plus(settings.paymentDueAfter()))) {
            wishlist.clear(
                    order.userId(), sold.stream().map(Order.Line::productId).toList());
        }
        return decided(order);
    }

    /** Read in the same transaction: once this has committed, nothing may fail any more. */
    private Acceptance decided(Order order) {
        return new Acceptance.Decided(orders.get(order.orderId()));
    }

    /** What accepting comes to. */
    sealed interface Acceptance {

        /** @param order as it is now, whoever has decided about it */
        record Decided(Order order) implements Acceptance {}

        /** It is still PENDING, and must be given up in the same transaction. */
        record CouponFailed(Redemption.Refused why) implements Acceptance {}
    }
}
