package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.database.DatabaseClock;
import jakarta.validation.constraints.AssertTrue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.BindParam;

/**
 * Which orders a list is about, bound from the query string; what is null does not matter.
 *
 * @param from placed at or after
 * @param to placed before
 */
public record OrderFilter(
        @BindParam("status") OrderStatus status,
        @BindParam("from") Instant from,
        @BindParam("to") Instant to) {

    /** A column holds four digits of a year. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    @AssertTrue(message = "must lie between the years 1970 and 9999")
    boolean isFrom() {
        return isStorable(from);
    }

    @AssertTrue(message = "must be after from, and lie between the years 1970 and 9999")
    boolean isTo() {
        return isStorable(to) && (from == null || to == null || from.isBefore(to));
    }

    private static boolean isStorable(Instant time) {
        return time == null || !time.isBefore(EARLIEST) && time.isBefore(LATEST);
    }

    /** Conditions about {@code orders o} to put behind others; empty when everything is wanted. */
    public String sql() {
        return (status == null ? "" : " and o.status = :status")
                + (from == null ? "" : " and o.placed_at >= :from")
                + (to == null ? "" : " and o.placed_at < :to");
    }

    /** The parameters of {@link #sql}. */
    public Map<String, Object> parameters() {
        var parameters = new HashMap<String, Object>();
        if (status != null) {
            parameters.put("status", status.name());
        }
        if (from != null) {
            parameters.put("from", DatabaseClock.toColumn(from));
        }
        if (to != null) {
            parameters.put("to", DatabaseClock.toColumn(to));
        }
        return parameters;
    }
}
