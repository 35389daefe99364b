package com.timedeal.productservice.stock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes all lines of an order off the shelf, or none. The order id is the idempotency key: the first answer stands, refusals
 * too, and a release that came first stands as well.
 */
@Component
class ReserveStock {

    private final JdbcClient jdbc;
    private final Stock stock;
    private final Transactions transactions;
    private final ObjectMapper json;

    ReserveStock(JdbcClient jdbc, Stock stock, Transactions transactions, ObjectMapper json) {
        this.jdbc = jdbc;
        this.stock = stock;
        this.transactions = transactions;
        this.json = json;
    }

    /** @param lines units by product, in ascending order of id, which is the order in which rows are locked */
    Reservation reserve(UUID orderId, SortedMap<UUID, Long> lines) {
        var hash = RequestHash.of(lines);
        return transactions.call(() -> {
            try {
                // The primary key queues up whoever asks for the same order at the same time.
                jdbc.sql("insert into stock_reservation (order_id, state, request_hash) values (?, 'RESERVED', ?)")
                        .params(orderId, hash)
                        .update();
            } catch (DuplicateKeyException e) {
                return firstAnswer(orderId, hash);
            }
            return decide(orderId, lines);
        });
    }

    private Reservation firstAnswer(UUID orderId, byte[] hash) {
        return jdbc.sql("select state, request_hash, answer from stock_reservation where order_id = ?")
                .param(orderId)
                .query((row, n) -> {
                    var state = row.getString("state");
                    if (state.equals("RELEASED")) {
                        return new Reservation.Released();
                    }
                    if (!Arrays.equals(row.getBytes("request_hash"), hash)) {
                        throw IdempotencyKey.reusedWithAnotherBody();
                    }
                    return read(
                            row.getString("answer"),
                            state.equals("RESERVED") ? Reservation.Reserved.class : Reservation.Refused.class);
                })
                .single();
    }

    private Reservation decide(UUID orderId, SortedMap<UUID, Long> lines) {
        var offers = offers(lines);
        var taken = new ArrayList<UUID>();
        var shortages = new ArrayList<Reservation.Shortage>();
        lines.forEach((productId, quantity) -> {
            if (!offers.containsKey(productId)) {
                shortages.add(new Reservation.Shortage(productId, quantity, null));
            } else if (stock.decrease(productId, quantity)) {
                taken.add(productId);
            } else {
                shortages.add(new Reservation.Shortage(productId, quantity, stock.available(productId)));
            }
        });
        if (!shortages.isEmpty()) {
            // All or nothing; nobody has seen these units leave.
            taken.forEach(productId -> stock.increase(productId, lines.get(productId)));
            return store(orderId, "REFUSED", new Reservation.Refused(shortages));
        }
        lines.forEach((productId, quantity) -> {
            stock.record(productId, -quantity, StockMovement.RESERVED, orderId);
            jdbc.sql("insert into stock_reservation_line (order_id, product_id, quantity) values (?, ?, ?)")
                    .params(orderId, productId, quantity)
                    .update();
        });
        var items = lines.entrySet().stream()
                .map(line -> offers.get(line.getKey()).times(line.getValue()))
                .toList();
        return store(orderId, "RESERVED", new Reservation.Reserved(items));
    }

    private Map<UUID, Offer> offers(SortedMap<UUID, Long> lines) {
        var offers = new HashMap<UUID, Offer>();
        jdbc.sql("""
                        select product_id, seller_id, name, price
                        from product
                        where product_id in (:ids) and deleted_at is null
                        """)
                .param("ids", lines.keySet())
                .query(Offer.class)
                .list()
                .forEach(offer -> offers.put(offer.productId(), offer));
        return offers;
    }

    private <R extends Reservation> R store(UUID orderId, String state, R answer) {
        jdbc.sql("update stock_reservation set state = ?, answer = ? where order_id = ?")
                .params(state, write(answer), orderId)
                .update();
        return answer;
    }

    private String write(Reservation answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reservation read(String answer, Class<? extends Reservation> type) {
        try {
            return json.readValue(answer, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored answer cannot be read", e);
        }
    }

    record Offer(UUID productId, UUID sellerId, String name, long price) {
        Reservation.Item times(long quantity) {
            return new Reservation.Item(productId, sellerId, name, price, quantity);
        }
    }
}
