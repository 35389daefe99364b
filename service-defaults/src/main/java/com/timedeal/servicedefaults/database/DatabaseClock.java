package com.timedeal.servicedefaults.database;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The only clock that decides about a sale: {@code sysdate(6)} of the service's own database, in UTC.
 *
 * <p>{@code now(6)} is fixed when a statement starts, which after a wait for a row lock is in the past.
 */
public class DatabaseClock {

    private final JdbcClient jdbc;

    public DatabaseClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Instant now() {
        return toInstant(
                jdbc.sql("select sysdate(6)").query(LocalDateTime.class).single());
    }

    /** @param stored a {@code datetime(6)} column; null stays null */
    public static Instant toInstant(LocalDateTime stored) {
        return stored == null ? null : stored.toInstant(ZoneOffset.UTC);
    }

    public static Instant toInstant(Timestamp stored) {
        return stored == null ? null : toInstant(stored.toLocalDateTime());
    }

    /** @param instant null stays null */
    public static LocalDateTime toColumn(Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
