package com.timedeal.userservice.session;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes sessions that ended long ago, and revocations of tokens that have long expired; in bites. */
@Component
class ForgetSessions {

    private static final int BITE = 500;
    private static final int BITES_PER_RUN = 200;
    private static final Duration REVOCATIONS = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final SessionSettings settings;

    ForgetSessions(JdbcClient jdbc, SessionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT10M")
    void forget() {
        var keep = settings.keepFor();
        inBites("delete from session where expires_at < now(6) - interval :seconds second limit " + BITE, keep);
        inBites("delete from session where ended_at < now(6) - interval :seconds second limit " + BITE, keep);
        inBites(
                "delete from revocation where revoked_at < now(6) - interval :seconds second limit " + BITE,
                REVOCATIONS);
    }

    private void inBites(String sql, Duration keep) {
        for (var bite = 0; bite < BITES_PER_RUN; bite++) {
            if (jdbc.sql(sql).param("seconds", keep.toSeconds()).update() < BITE) {
                return;
            }
        }
    }
}
