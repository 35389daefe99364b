package com.timedeal.orderservice.sales;

import com.timedeal.orderservice.order.Address;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.servicedefaults.database.DatabaseClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * A seller's part of an order; what else was in it is not theirs to know.
 *
 * @param unitPrice won, as it was sold
 * @param amount won, before a discount on the whole order
 * @param buyerId whom the order is from
 * @param dealId null when it was not sold in a deal
 * @param address where to send it; null while it is not paid for, when there is nothing to send any more, and where none was given
 */
record Sale(
        UUID orderId,
        OrderStatus status,
        UUID productId,
        String name,
        long quantity,
        long unitPrice,
        long amount,
        UUID dealId,
        Instant placedAt,
        UUID buyerId,
        Address address) {

    static Sale of(ResultSet row, int n) throws SQLException {
        var quantity = row.getLong("quantity");
        var unitPrice = row.getLong("unit_price");
        return new Sale(
                row.getObject("order_id", UUID.class),
                OrderStatus.valueOf(row.getString("status")),
                row.getObject("product_id", UUID.class),
                row.getString("name"),
                quantity,
                unitPrice,
                Math.multiplyExact(unitPrice, quantity),
                row.getObject("deal_id", UUID.class),
                DatabaseClock.toInstant(row.getTimestamp("placed_at")),
                row.getObject("user_id", UUID.class),
                Address.ofStored(row.getString("address")));
    }
}
