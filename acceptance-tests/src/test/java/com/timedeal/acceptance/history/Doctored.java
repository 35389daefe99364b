package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.acceptance.history.Attempt.Outcome;
import com.timedeal.acceptance.history.Attempt.Refused;
import com.timedeal.acceptance.history.Books.Charge;
import com.timedeal.acceptance.history.Books.StoredAllotment;
import com.timedeal.acceptance.history.Books.StoredOrder;
import com.timedeal.acceptance.history.Books.StoredStock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A small sale whose history and books agree, until a test changes one thing. */
final class Doctored {

    static final UUID DEAL = UUID.fromString("00000000-0000-7000-8000-00000000000d");
    static final UUID PRODUCT = UUID.fromString("00000000-0000-7000-8000-00000000000e");

    final List<Attempt> attempts = new ArrayList<>();
    final List<StoredOrder> orders = new ArrayList<>();
    final List<StoredAllotment> allotments = new ArrayList<>();
    final List<StoredStock> stocks = new ArrayList<>();
    final List<Charge> charges = new ArrayList<>();
    private long now;

    /** Three units of a deal of five are bought: two by one person, one by another; a third person bought none. */
    static Doctored sale() {
        var sale = new Doctored();
        sale.buys(user(1), "first", 2);
        sale.buys(user(2), "second", 1);
        sale.attempt(user(3), "third", 3, new Refused(409, "INSUFFICIENT_STOCK", 2));
        sale.allotments.add(new StoredAllotment(DEAL, 5, 0, 2, 0, 2));
        sale.stocks.add(new StoredStock(PRODUCT, 10, 7, 0, 3));
        return sale;
    }

    static UUID user(int number) {
        return new UUID(0x7000, number);
    }

    static UUID orderId(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }

    static Accepted accepted(String key) {
        return new Accepted(orderId(key), "body of " + key);
    }

    void buys(UUID user, String key, int units) {
        attempt(user, key, units, accepted(key));
        orders.add(order(user, key, units));
    }

    static StoredOrder order(UUID user, String key, int units) {
        return new StoredOrder(orderId(key), user, DEAL, key, "PAYMENT_DUE", units, List.of("PAYMENT_DUE"));
    }

    /** Each attempt begins after the one before has ended. */
    void attempt(UUID user, String key, int units, Outcome outcome) {
        attempts.add(new Attempt(user, DEAL, key, units, now + 1, now + 10, outcome));
        now += 10;
    }

    Books books() {
        return new Books(orders, allotments, stocks, charges);
    }

    List<String> violations(Checker checker) {
        return checker.violations(new History(attempts), books()).toList();
    }
}
