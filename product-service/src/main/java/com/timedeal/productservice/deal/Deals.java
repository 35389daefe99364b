package com.timedeal.productservice.deal;

import com.timedeal.productservice.allotment.Settlement;
import com.timedeal.productservice.cache.ShownChanges;
import com.timedeal.productservice.cache.Stamp;
import com.timedeal.servicedefaults.database.DatabaseClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads deals and moves them from state to state; each move names the state it leaves. */
@Component
public class Deals {

    private static final String SELECT = """
            select d.*, sysdate(6) as read_at,
                (select t.occurred_at from deal_transition t where t.deal_id = d.deal_id and t.status = 'OPEN') as opened_at,
                (select t.occurred_at from deal_transition t where t.deal_id = d.deal_id and t.status = 'CLOSED') as closed_at
            from deal d
            """;

    private final JdbcClient jdbc;
    private final ShownChanges changes;

    Deals(JdbcClient jdbc, ShownChanges changes) {
        this.jdbc = jdbc;
        this.changes = changes;
    }

    public Optional<Deal> find(UUID dealId) {
        return jdbc.sql(SELECT + "where d.deal_id = ?")
                .param(dealId)
                .query(Deals::map)
                .optional();
    }

    /** Until the end of the caller's transaction nobody else changes it. */
    public Optional<Deal> lock(UUID dealId) {
        return jdbc.sql(SELECT + "where d.deal_id = ? for update")
                .param(dealId)
                .query(Deals::map)
                .optional();
    }

    /** Once order-service has agreed; the row must be locked. */
    public void changeQuantity(UUID dealId, long units) {
        jdbc.sql("update deal set quantity = ? where deal_id = ?")
                .params(units, dealId)
                .update();
        changes.changed(Stamp.ofDeal(dealId), Stamp.DEAL_LISTS);
    }

    /** @return by id; unknown ones are left out */
    Map<UUID, Deal> byId(Collection<UUID> dealIds) {
        return dealIds.isEmpty()
                ? Map.of()
                : jdbc.sql(SELECT + "where d.deal_id in (:ids)").param("ids", dealIds).query(Deals::map).list().stream()
                        .collect(Collectors.toMap(Deal::dealId, Function.identity()));
    }

    /** In the order of {@link #page}. */
    List<UUID> pageOfIds(DealStatus status, int size, long offset) {
        return jdbc.sql("""
                        select deal_id from deal
                        where :status is null or status = :status
                        order by opens_at desc, deal_id desc
                        limit :size offset :offset
                        """)
                .param("status", name(status))
                .param("size", size)
                .param("offset", offset)
                .query(UUID.class)
                .list();
    }

    /** Newest opening first. @param status null for all */
    List<Deal> page(DealStatus status, int size, long offset) {
        return jdbc.sql(SELECT + """
                        where :status is null or d.status = :status
                        order by d.opens_at desc, d.deal_id desc
                        limit :size offset :offset
                        """)
                .param("status", name(status))
                .param("size", size)
                .param("offset", offset)
                .query(Deals::map)
                .list();
    }

    long count(DealStatus status) {
        return jdbc.sql("select count(*) from deal where :status is null or status = :status")
                .param("status", name(status))
                .query(Long.class)
                .single();
    }

    /** Deals to open whose time has come, by the database's clock, though nothing has opened them. */
    List<UUID> overdueForOpening(int atMost) {
        return ids("select deal_id from deal where status = 'SCHEDULED' and opens_at <= sysdate(6) limit ?", atMost);
    }

    /** Deals to close: their time is over, or order-service has settled them early. */
    List<UUID> overdueForClosing(int atMost) {
        return ids("""
                select deal_id from deal
                where status = 'OPEN' and (closes_at <= sysdate(6) or settled_at is not null)
                limit ?
                """, atMost);
    }

    private List<UUID> ids(String sql, int atMost) {
        return jdbc.sql(sql).param(atMost).query(UUID.class).list();
    }

    /** SCHEDULED to OPEN once {@code opensAt} has come. @return whether this call did it */
    boolean open(UUID dealId) {
        return move(dealId, DealStatus.SCHEDULED, DealStatus.OPEN, "opens_at <= sysdate(6)");
    }

    /** OPEN to CLOSED once {@code closesAt} has come, or it was settled early. @return whether this call did it */
    boolean close(UUID dealId) {
        return move(dealId, DealStatus.OPEN, DealStatus.CLOSED, "(closes_at <= sysdate(6) or settled_at is not null)");
    }

    /** OPEN to CLOSED because the seller ended it. @return whether this call did it */
    boolean closeEarly(UUID dealId) {
        return move(dealId, DealStatus.OPEN, DealStatus.CLOSED, "true");
    }

    /** To CANCELLED, unless it was settled. Order-service must have said so: it knows that no unit was given out. */
    boolean cancel(UUID dealId) {
        return Stream.of(DealStatus.SCHEDULED, DealStatus.OPEN, DealStatus.CLOSED)
                .anyMatch(from -> move(dealId, from, DealStatus.CANCELLED, "settled_at is null"));
    }

    /** Deals that are over, by the database's clock, for so long that the message about their settlement must be lost. */
    List<Deal> unsettled(Duration overFor, int atMost) {
        return jdbc.sql(SELECT + """
                        where d.status = 'CLOSED' and d.settled_at is null
                          and d.closes_at < sysdate(6) - interval :seconds second
                        order by d.closes_at
                        limit :most
                        """)
                .param("seconds", overFor.toSeconds())
                .param("most", atMost)
                .query(Deals::map)
                .list();
    }

    private boolean move(UUID dealId, DealStatus from, DealStatus to, String when) {
        if (!from.mayBecome(to)) {
            throw new IllegalArgumentException(from + " does not become " + to);
        }
        var moved = jdbc.sql("update deal set status = :to where deal_id = :id and status = :from and " + when)
                        .param("id", dealId)
                        .param("from", from.name())
                        .param("to", to.name())
                        .update()
                == 1;
        if (moved) {
            jdbc.sql("insert into deal_transition (deal_id, status) values (?, ?)")
                    .params(dealId, to.name())
                    .update();
            changes.changed(Stamp.ofDeal(dealId), Stamp.DEAL_LISTS);
        }
        return moved;
    }

    /** Keeps the highest version, so that messages may overtake each other. */
    void level(UUID dealId, long left, long version) {
        var isNews = jdbc.sql("""
                        update deal set left_units = :left, level_version = :version
                        where deal_id = :id and level_version < :version
                        """)
                        .param("id", dealId)
                        .param("left", left)
                        .param("version", version)
                        .update()
                == 1;
        if (isNews) {
            changes.changed(Stamp.ofDeal(dealId));
        }
    }

    /** @return whether this call settled it */
    boolean settle(UUID dealId, Settlement settlement) {
        var settled = jdbc.sql("""
                                update deal
                                set sold = ?, held = ?, unsold = ?, left_units = 0, settled_at = sysdate(6)
                                where deal_id = ? and settled_at is null
                                """)
                        .params(settlement.sold(), settlement.held(), settlement.unsold(), dealId)
                        .update()
                == 1;
        if (settled) {
            changes.changed(Stamp.ofDeal(dealId));
        }
        return settled;
    }

    private static String name(DealStatus status) {
        return status == null ? null : status.name();
    }

    private static Deal map(ResultSet row, int n) throws SQLException {
        var settledAt = DatabaseClock.toInstant(row.getTimestamp("settled_at"));
        return new Deal(
                row.getObject("deal_id", UUID.class),
                row.getObject("product_id", UUID.class),
                row.getObject("seller_id", UUID.class),
                row.getLong("deal_price"),
                row.getLong("quantity"),
                row.getInt("per_user_limit"),
                DatabaseClock.toInstant(row.getTimestamp("opens_at")),
                DatabaseClock.toInstant(row.getTimestamp("closes_at")),
                DealStatus.valueOf(row.getString("status")),
                row.getLong("left_units"),
                DatabaseClock.toInstant(row.getTimestamp("opened_at")),
                DatabaseClock.toInstant(row.getTimestamp("closed_at")),
                settledAt == null
                        ? null
                        : new Deal.Settlement(
                                row.getLong("sold"), row.getLong("held"), row.getLong("unsold"), settledAt),
                DatabaseClock.toInstant(row.getTimestamp("read_at")));
    }
}
