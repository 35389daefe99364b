package com.timedeal.launcher.bench;

import java.util.List;
import java.util.UUID;

/**
 * A way to ask for units and what a right answer to it is.
 *
 * @param name as it is shown
 * @param processes whose ports get the requests, in turn
 * @param path of a purchase, with {@code %s} for the sale
 * @param body of a purchase; empty for none
 * @param status of a right answer
 * @param marker text of a right answer; null for any
 * @param books where its orders must be found
 * @param saleCount how many sales people choose from
 * @param uses how often a token is used, each time for another sale
 * @param sales makes that many, ready to be asked for
 */
record Way(
        String name,
        List<String> processes,
        String path,
        String body,
        int status,
        String marker,
        Rows books,
        int saleCount,
        int uses,
        NewSales sales) {

    static final String DEAL = "/api/v1/deals/%s/orders";

    /** The schema that has the rows. */
    enum Rows {
        ORDER_SERVICE("timedeal_order"),
        COUPONS("timedeal_order"),
        LAB("timedeal_lab"),
        NONE("");

        private final String schema;

        Rows(String schema) {
            this.schema = schema;
        }

        String schema() {
            return schema;
        }
    }

    @FunctionalInterface
    interface NewSales {
        List<UUID> make(int count) throws InterruptedException;
    }

    Way named(String other) {
        return new Way(other, processes, path, body, status, marker, books, saleCount, uses, sales);
    }

    String pathOf(UUID sale) {
        return path.formatted(sale);
    }
}
