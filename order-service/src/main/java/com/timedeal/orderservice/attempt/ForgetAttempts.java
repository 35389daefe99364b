package com.timedeal.orderservice.attempt;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes attempts that are too old, in bites that hold no lock for long; several instances may do so at once.
 *
 * <p>Measured by {@code now()}: {@code sysdate()} cannot be looked up in an index.
 */
@Component
class ForgetAttempts {

    private static final int BITE = 1_000;
    private static final int BITES_PER_RUN = 100;

    private final JdbcClient jdbc;
    private final AttemptSettings settings;

    ForgetAttempts(JdbcClient jdbc, AttemptSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${timedeal.attempts.sweep-interval}")
    void forget() {
        for (var bite = 0; bite < BITES_PER_RUN; bite++) {
            var deleted =
                    jdbc.sql("""
                            delete from order_attempt where attempted_at < now(6) - interval ? second
                            order by attempted_at limit ?
                            """).params(settings.keepFor().toSeconds(), BITE).update();
            if (deleted < BITE) {
                return;
            }
        }
    }
}
