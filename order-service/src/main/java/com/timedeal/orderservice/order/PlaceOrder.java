package com.timedeal.orderservice.order;

import com.timedeal.orderservice.attempt.Attempt;
import com.timedeal.orderservice.attempt.Attempts;
import com.timedeal.orderservice.coupon.Redemption;
import com.timedeal.orderservice.stock.StockReservation;
import com.timedeal.orderservice.stock.StockReservations;
import com.timedeal.orderservice.wishlist.Wishlist;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Orders several products at once, all or nothing: the order is stored as PENDING first, then stock is reserved under its
 * id, then the order is accepted or rejected. Whoever dies in between leaves a PENDING order, which only its own key drives
 * on and the sweeper gives up.
 */
@Component
class PlaceOrder {

    private final PendingOrders pendingOrders;
    private final Orders orders;
    private final Wishlist wishlist;
    private final StockReservations stock;
    private final Attempts attempts;

    PlaceOrder(
            PendingOrders pendingOrders, Orders orders, Wishlist wishlist, StockReservations stock, Attempts attempts) {
        this.pendingOrders = pendingOrders;
        this.orders = orders;
        this.wishlist = wishlist;
        this.stock = stock;
        this.attempts = attempts;
    }

    PlaceOrderResult place(UUID userId, IdempotencyKey key, PlaceOrderRequest request) {
        var result = tryToPlace(userId, key, request);
        noteIfFailed(userId, result);
        return result;
    }

    /** Behind every transaction of the order, so that it stays whatever became of those. */
    private void noteIfFailed(UUID userId, PlaceOrderResult result) {
        switch (result) {
            case PlaceOrderResult.Placed placed -> {}
            case PlaceOrderResult.EmptyWishlist() -> note(userId, null, "WISHLIST_EMPTY", null);
            case PlaceOrderResult.TooManyItems() -> note(userId, null, "WISHLIST_TOO_LONG", null);
            case PlaceOrderResult.Refused(UUID orderId, StockReservation.Refused why) ->
                note(userId, orderId, why.code(), why.inWords());
            case PlaceOrderResult.CouponRefused(UUID orderId, Redemption.Refused why) -> {
                note(userId, orderId, why.code(), why.inWords());
                if (why.isBypass()) {
                    RuleBypass.tell(userId, orderId, why.code(), "REJECTED");
                }
            }
            case PlaceOrderResult.Unavailable(UUID orderId) -> note(userId, orderId, "SERVICE_UNAVAILABLE", null);
        }
    }

    private void note(UUID userId, UUID orderId, String reason, String detail) {
        attempts.note(userId, Attempt.Kind.WISHLIST, orderId, reason, detail);
    }

    private PlaceOrderResult tryToPlace(UUID userId, IdempotencyKey key, PlaceOrderRequest request) {
        var known = orders.byKey(userId, Orders.NO_DEAL, key);
        if (known.isPresent()) {
            return goOn(known.get(), request);
        }
        var lines = request.lines().orElseGet(() -> wishlist.of(userId));
        if (lines.isEmpty()) {
            return new PlaceOrderResult.EmptyWishlist();
        }
        if (lines.size() > PlaceOrderRequest.MAX_ITEMS) {
            return new PlaceOrderResult.TooManyItems();
        }
        try {
            return drive(pendingOrders.open(userId, key, request, lines));
        } catch (DuplicateKeyException e) {
            // The same key in parallel: the other one's order is there now, unless it was refused and gave the key
            // back.
            return orders.byKey(userId, Orders.NO_DEAL, key)
                    .map(order -> goOn(order, request))
                    .orElseGet(() -> new PlaceOrderResult.Unavailable(null));
        }
    }

    private PlaceOrderResult goOn(Order order, PlaceOrderRequest request) {
        if (!order.fingerprint().matches(request.hash())) {
            throw IdempotencyKey.reusedWithAnotherBody();
        }
        return drive(order);
    }

    private PlaceOrderResult drive(Order order) {
        return switch (order.status()) {
            case PAYMENT_DUE, PAID, EXPIRED, CANCELLED, SHIPPED, DELIVERED, RETURN_REQUESTED, RETURNED ->
                new PlaceOrderResult.Placed(order);
            case REJECTED ->
                new PlaceOrderResult.Unavailable(order.orderId()); // given up between two looks; its key is free again
            case PENDING ->
                switch (stock.reserve(order.orderId(), lines(order))) {
                    case StockReservation.Reserved reserved -> accept(order, reserved);
                    case StockReservation.Refused refused -> {
                        pendingOrders.reject(order.orderId(), refused.code());
                        yield new PlaceOrderResult.Refused(order.orderId(), refused);
                    }
                    case StockReservation.Released released -> new PlaceOrderResult.Unavailable(order.orderId());
                    case StockReservation.Unknown unknown -> new PlaceOrderResult.Unavailable(order.orderId());
                };
        };
    }

    private PlaceOrderResult accept(Order order, StockReservation.Reserved reserved) {
        // Somebody else with the same key may have accepted it, or the sweeper given it up: the row knows.
        return switch (pendingOrders.accept(order, reserved.items())) {
            case AcceptOrder.Acceptance.Decided(Order now) ->
                now.status() == OrderStatus.REJECTED
                        ? new PlaceOrderResult.Unavailable(order.orderId())
                        : new PlaceOrderResult.Placed(now);
            case AcceptOrder.Acceptance.CouponFailed(Redemption.Refused why) ->
                new PlaceOrderResult.CouponRefused(order.orderId(), why);
        };
    }

    private static SortedMap<UUID, Long> lines(Order order) {
        var lines = new TreeMap<UUID, Long>();
        order.lines().forEach(line -> lines.put(line.productId(), line.quantity()));
        return lines;
    }
}
