package com.timedeal.orderservice.cancellation;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderSettings;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.orderservice.order.Orders.UnitsBack;
import com.timedeal.servicedefaults.messaging.Outbox;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Gives back what ended orders hold, in the transaction that ends them: to the allotment while its deal is on sale, to
 * product stock by message afterwards, and always there for goods that were sent back.
 */
@Component
class GiveUnitsBack {

    private final Allotments allotments;
    private final Orders orders;
    private final Outbox outbox;
    private final OrderSettings settings;

    GiveUnitsBack(Allotments allotments, Orders orders, Outbox outbox, OrderSettings settings) {
        this.allotments = allotments;
        this.orders = orders;
        this.outbox = outbox;
        this.settings = settings;
    }

    /** Why an order has ended. */
    enum Cause {
        CANCELLED,
        EXPIRED,
        RETURNED
    }

    /**
     * The orders must be locked and in their last state; for orders of a deal their allotment must have been locked first.
     *
     * @param allotment the one that all orders belong to; null for wishlist orders
     * @throws IllegalStateException when one has given its units back before; nothing of the transaction may stand
     */
    void giveBack(Allotment allotment, Collection<Order> ended, Cause cause, Instant now) {
        if (ended.isEmpty()) {
            return;
        }
        var toAllotment = allotment != null && allotment.status() == Allotment.Status.ACTIVE && cause != Cause.RETURNED;
        orders.noteUnitsBack(
                ended.stream().map(Order::orderId).toList(), toAllotment ? UnitsBack.ALLOTMENT : UnitsBack.STOCK);
        if (allotment == null) {
            ended.forEach(
                    order -> outbox.append("stock.release-requested", now, new ReservationReleased(order.orderId())));
            return;
        }
        var units = ended.stream().mapToLong(GiveUnitsBack::units).sum();
        if (toAllotment) {
            allotments.putBack(allotment.allotmentId(), units);
        } else {
            allotments.giveAway(allotment.allotmentId(), units);
            ended.forEach(order -> outbox.append("stock.release-requested", now, dealUnits(order, cause)));
        }
        if (cause != Cause.RETURNED) {
            lowerBuyers(allotment.allotmentId(), ended, cause, now);
        }
    }

    /** So that they may buy again; whoever has let an order expire, a little later. Goods sent back stay bought. */
    private void lowerBuyers(UUID allotmentId, Collection<Order> ended, Cause cause, Instant now) {
        var coolDownUntil = cause == Cause.EXPIRED ? now.plus(settings.coolDownAfterExpiry()) : null;
        var byUser = new TreeMap<UUID, Long>();
        ended.forEach(order -> byUser.merge(order.userId(), units(order), Long::sum));
        byUser.forEach((user, units) -> allotments.lower(allotmentId, user, units, coolDownUntil));
    }

    private static long units(Order order) {
        return order.lines().stream().mapToLong(Order.Line::quantity).sum();
    }

    private static DealUnitsReleased dealUnits(Order order, Cause cause) {
        var line = List.copyOf(order.lines()).getFirst(); // a deal is of one product
        return new DealUnitsReleased(order.orderId(), order.dealId(), line.productId(), line.quantity(), cause);
    }

    /** What an order reserved goes back on the shelf. */
    record ReservationReleased(UUID orderId) {}

    /** Units of a deal that is over go back on the shelf. */
    record DealUnitsReleased(UUID orderId, UUID dealId, UUID productId, long units, Cause cause) {}
}
