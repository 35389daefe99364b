package com.timedeal.scheduleservice.timedevent;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Timed events as an operator looks at them, in the order in which they are due. */
@Component
class ListTimedEvents {

    static final String FROM = " from timed_event e left join outbox o on o.message_id = e.message_id ";

    static final String STATUS = Arrays.stream(TimedEventStatus.values())
            .map(status -> "when " + status.condition() + " then '" + status + "'")
            .collect(Collectors.joining(" ", "case ", " end"));

    private final JdbcClient jdbc;

    ListTimedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param status null for all */
    PageOf<TimedEventSummary> list(TimedEventStatus status, PageQuery page) {
        var where = status == null ? "" : " where " + status.condition();
        var total = jdbc.sql("select count(*)" + FROM + where).query(Long.class).single();
        var items = jdbc.sql("select e.id, e.name, e.reference, e.due_at, e.fired_at, o.sent_at, " + STATUS
                        + " as status" + FROM + where + " order by e.due_at, e.id limit :size offset :offset")
                .param("size", page.size())
                .param("offset", page.offset())
                .query(ListTimedEvents::summary)
                .list();
        return PageOf.of(items, page, total);
    }

    private static TimedEventSummary summary(ResultSet row, int number) throws SQLException {
        return new TimedEventSummary(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("reference", UUID.class),
                DatabaseClock.toInstant(row.getObject("due_at", LocalDateTime.class)),
                DatabaseClock.toInstant(row.getObject("fired_at", LocalDateTime.class)),
                DatabaseClock.toInstant(row.getObject("sent_at", LocalDateTime.class)),
                TimedEventStatus.valueOf(row.getString("status")));
    }
}
