package com.timedeal.scheduleservice.timedevent;

import com.timedeal.servicedefaults.audit.Invariant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the audit of this service holds against its tables. */
@Configuration(proxyBeanMethods = false)
class TimedEventInvariants {

    @Bean
    Invariant firedWhenDue(FiringSettings settings, List<RecurringEvent> recurringEvents) {
        var seconds = settings.overdue().toSeconds();
        var recurring =
                recurringEvents.stream().map(event -> "'" + event.name() + "'").collect(Collectors.joining(", "));
        return Invariant.onceQuiet(
                "S1",
                "Every event that was due more than " + seconds + " s ago has fired, unless it was cancelled.",
                """
                select count(*) as events,
                       coalesce(sum(name in (%s)), 0) as recurring,
                       coalesce(sum(fired_at is not null), 0) as fired,
                       coalesce(sum(cancelled_at is not null), 0) as cancelled,
                       coalesce(sum(fired_at is null and cancelled_at is null), 0) as waiting
                from timed_event
                """.formatted(recurring.isEmpty() ? "null" : recurring),
                """
                select id, name, reference, due_at
                from timed_event
                where fired_at is null and cancelled_at is null and due_at < sysdate(6) - interval %d second
                """.formatted(seconds));
    }

    @Bean
    Invariant neverEarly() {
        return Invariant.always(
                "S2",
                "No event fired before it was due.",
                """
                select count(*) as fired,
                       (select distinct median(timestampdiff(microsecond, due_at, fired_at)) over () / 1000
                        from timed_event where fired_at is not null) as median_lag_ms,
                       max(timestampdiff(microsecond, due_at, fired_at)) / 1000 as max_lag_ms
                from timed_event
                where fired_at is not null
                """,
                "select id, name, reference, due_at, fired_at from timed_event where fired_at < due_at");
    }

    @Bean
    Invariant oneOfEachName() {
        return Invariant.always(
                "S3", "A reference has each event once, and an event that fired has one message.", null, """
                select reference, name, count(*) as events
                from timed_event
                group by reference, name
                having count(*) > 1 or sum((fired_at is null) <> (message_id is null)) > 0
                """);
    }

    @Bean
    Invariant nothingAfterCancellation() {
        return Invariant.always(
                "S4",
                "No event of a cancelled reference fired after the cancellation, and none is waiting.",
                "select count(*) as cancelled_references from timed_reference where cancelled_at is not null",
                """
                select e.id, e.name, e.reference, e.fired_at, r.cancelled_at
                from timed_event e join timed_reference r on r.id = e.reference
                where r.cancelled_at is not null
                  and e.cancelled_at is null
                  and (e.fired_at is null or e.fired_at > r.cancelled_at)
                """);
    }
}
