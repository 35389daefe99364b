package com.timedeal.servicedefaults.messaging;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Forgets messages that were sent or received long ago, in bites that hold no lock for long.
 *
 * <p>Measured by {@code now()}: {@code sysdate()} cannot be looked up in an index, so each bite would read and lock its way
 * through the whole table.
 */
class MessageRetention {

    private static final int BITE = 1_000;
    private static final int BITES_PER_RUN = 200;

    private final JdbcClient jdbc;
    private final MessagingSettings settings;

    MessageRetention(JdbcClient jdbc, MessagingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT10M")
    void forget() {
        deleteInBites(
                "delete from outbox where sent_at < now(6) - interval :seconds second limit " + BITE,
                settings.keepSent());
        deleteInBites(
                "delete from inbox where received_at < now(6) - interval :seconds second limit " + BITE,
                settings.keepReceived());
    }

    private void deleteInBites(String sql, Duration keep) {
        for (var bite = 0; bite < BITES_PER_RUN; bite++) {
            if (jdbc.sql(sql).param("seconds", keep.toSeconds()).update() < BITE) {
                return;
            }
        }
    }
}
