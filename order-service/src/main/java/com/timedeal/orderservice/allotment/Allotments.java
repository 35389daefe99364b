package com.timedeal.orderservice.allotment;

import com.timedeal.servicedefaults.database.DatabaseClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows behind every limited sale. Whoever changes one locks it first, before any other row; all methods run inside the
 * caller's transaction.
 */
@Component
public class Allotments {

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    Allotments(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /** Insert-if-absent: neither a second announcement nor a late one after a cancellation changes anything. */
    public void create(AllotmentTerms terms) {
        try {
            switch (terms.offer()) {
                case Offer.DealUnits goods -> insert(terms, goods);
                case Offer.Coupons coupons -> insertCoupons(terms);
            }
        } catch (DuplicateKeyException e) {
            // Known already, or a tombstone, which must never be revived.
        }
    }

    private void insert(AllotmentTerms terms, Offer.DealUnits goods) {
        jdbc.sql("""
                        insert into allotment
                            (allotment_id, kind, product_id, seller_id, product_name, unit_price, initial_units, remaining,
                             per_user_limit, opens_at, closes_at, status)
                        values (?, 'DEAL', ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACTIVE')
                        """)
                .params(
                        terms.allotmentId(),
                        goods.productId(),
                        goods.sellerId(),
                        goods.productName(),
                        goods.unitPrice(),
                        terms.units(),
                        terms.units(),
                        terms.perUserLimit(),
                        DatabaseClock.toColumn(terms.opensAt()),
                        DatabaseClock.toColumn(terms.closesAt()))
                .update();
    }

    private void insertCoupons(AllotmentTerms terms) {
        jdbc.sql("""
                        insert into allotment
                            (allotment_id, kind, initial_units, remaining, per_user_limit, opens_at, closes_at, status,
                             announced)
                        values (?, 'COUPON', ?, ?, ?, ?, ?, 'ACTIVE', true)
                        """)
                .params(
                        terms.allotmentId(),
                        terms.units(),
                        terms.units(),
                        terms.perUserLimit(),
                        DatabaseClock.toColumn(terms.opensAt()),
                        DatabaseClock.toColumn(terms.closesAt()))
                .update();
    }

    /** Remembers a cancellation of something never heard of. @return false when it was heard of meanwhile */
    public boolean bury(UUID allotmentId) {
        try {
            return jdbc.sql("""
                                    insert into allotment
                                        (allotment_id, initial_units, remaining, per_user_limit, status, ended_at,
                                         announced)
                                    values (?, 0, 0, 0, 'CANCELLED', sysdate(6), true)
                                    """).param(allotmentId).update() == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /**
     * Locks the row until the end of the transaction.
     *
     * <p>The time is {@code sysdate(6)}, which is read when the row is, after the wait for its lock; {@code now(6)} would
     * be the time before the wait, and let somebody in who comes after closing.
     */
    public Optional<Allotment> lock(UUID allotmentId) {
        return jdbc.sql("select a.*, sysdate(6) as read_at from allotment a where allotment_id = ? for update")
                .param(allotmentId)
                .query(Allotments::map)
                .optional();
    }

    /** As {@link #lock(UUID)}, for what is done to deals only. @return empty also for the units of a coupon */
    public Optional<Allotment> lockDeal(UUID dealId) {
        return lock(dealId).filter(allotment -> allotment.kind() == Allotment.Kind.DEAL);
    }

    /**
     * Locks several rows until the end of the transaction, in the order of their ids, so that two who want the same rows
     * never wait for each other. Each has the time at which its own lock was granted, or later.
     *
     * @return those that exist
     */
    public List<Allotment> lock(SortedSet<UUID> allotmentIds) {
        return allotmentIds.stream().map(this::lock).flatMap(Optional::stream).toList();
    }

    /**
     * Puts units of ended orders back on sale. The row must be locked and ACTIVE.
     *
     * <p>Where none were left, they rest first: an instance that read "nothing left" a moment ago says so for as long as
     * that is believed, and must not be overtaken by a sale elsewhere.
     */
    public void putBack(UUID allotmentId, long units) {
        var back = jdbc.sql("""
                        update allotment
                        set sellable_at = if(remaining = 0, sysdate(6) + interval :rest microsecond, sellable_at),
                            remaining = remaining + :units, version = version + 1, announced = false
                        where allotment_id = :id and kind = 'DEAL' and status = 'ACTIVE'
                        """)
                .param("rest", Allotment.BELIEVED_FOR.toNanos() / 1_000)
                .param("units", units)
                .param("id", allotmentId)
                .update();
        if (back != 1) {
            throw new IllegalStateException("Not on sale any more: " + allotmentId);
        }
    }

    /** Notes units of ended orders that go to product stock instead. The row must be locked. */
    public void giveAway(UUID allotmentId, long units) {
        jdbc.sql("update allotment set given_back = given_back + ? where allotment_id = ?")
                .params(units, allotmentId)
                .update();
    }

    /** Lets a person take so many units again. The row of the allotment must be locked. @param coolDownUntil null for now */
    public void lower(UUID allotmentId, UUID userId, long units, Instant coolDownUntil) {
        jdbc.sql("""
                        update allotment_buyer
                        set bought = bought - :units, cool_down_until = coalesce(:until, cool_down_until)
                        where allotment_id = :id and user_id = :user
                        """)
                .param("units", units)
                .param("until", DatabaseClock.toColumn(coolDownUntil))
                .param("id", allotmentId)
                .param("user", userId)
                .update();
    }

    /** @return those among these people who ever had an order of this allotment, also if it is gone */
    public Map<UUID, Allotment.Buyer> buyersAmong(UUID allotmentId, Collection<UUID> userIds) {
        return jdbc
                .sql("""
                        select user_id, bought, cool_down_until from allotment_buyer
                        where allotment_id = :id and user_id in (:users)
                        """)
                .param("id", allotmentId)
                .param("users", userIds)
                .query((row, n) -> Map.entry(
                        row.getObject("user_id", UUID.class),
                        new Allotment.Buyer(
                                row.getInt("bought"), DatabaseClock.toInstant(row.getTimestamp("cool_down_until")))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @return all who ever had an order of this allotment */
    public Set<UUID> buyers(UUID allotmentId) {
        return jdbc.sql("select user_id from allotment_buyer where allotment_id = ?")
                .param(allotmentId)
                .query(UUID.class)
                .set();
    }

    /**
     * Takes units that {@link Allotment#decide} granted; the row must be locked.
     *
     * @param units by person
     * @param known those of these people who were among the buyers when the row was locked
     */
    public void take(Allotment allotment, Map<UUID, Integer> units, Set<UUID> known) {
        var taken = jdbc.sql("""
                        update allotment
                        set remaining = remaining - :units, version = version + 1, announced = kind = 'COUPON'
                        where allotment_id = :id and status = 'ACTIVE' and (remaining >= :units or remaining is null)
                        """)
                .param("id", allotment.allotmentId())
                .param(
                        "units",
                        units.values().stream().mapToLong(Integer::longValue).sum())
                .update();
        if (taken != 1) {
            throw new IllegalStateException("Granted what is not there: " + allotment);
        }
        var byPerson = units.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.partitioningBy(entry -> known.contains(entry.getKey())));
        // Two statements: the driver sends rows of a plain insert in one go, of an "on duplicate key" one by one.
        writeAll(
                "insert into allotment_buyer (bought, allotment_id, user_id, per_user_limit) values (?, ?, ?, ?)",
                byPerson.get(false).stream()
                        .map(entry -> new Object[] {
                            entry.getValue(),
                            allotment.allotmentId(),
                            entry.getKey(),
                            allotment.terms().perUserLimit()
                        })
                        .toList());
        writeAll(
                "update allotment_buyer set bought = bought + ? where allotment_id = ? and user_id = ?",
                byPerson.get(true).stream()
                        .map(entry -> new Object[] {entry.getValue(), allotment.allotmentId(), entry.getKey()})
                        .toList());
    }

    private void writeAll(String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            bulk.batchUpdate(sql, rows);
        }
    }

    /** Reads without a lock: true at that moment, and perhaps not any more. */
    public Optional<Allotment> peek(UUID allotmentId) {
        return jdbc.sql("select a.*, sysdate(6) as read_at from allotment a where allotment_id = ?")
                .param(allotmentId)
                .query(Allotments::map)
                .optional();
    }

    /** @return whether that change was carried out before */
    public boolean hasChanged(UUID changeId) {
        return jdbc.sql("select count(*) from allotment_unit_change where change_id = ?")
                        .param(changeId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Gives it so many units in all. The row must be locked, ACTIVE and not open yet. */
    public void changeUnits(Allotment allotment, UUID changeId, long units) {
        var changed = jdbc.sql("""
                        update allotment
                        set remaining = remaining + :units - initial_units, initial_units = :units,
                            version = version + 1, announced = false
                        where allotment_id = :id and kind = 'DEAL' and status = 'ACTIVE' and remaining = initial_units
                        """)
                .param("units", units)
                .param("id", allotment.allotmentId())
                .update();
        if (changed != 1) {
            throw new IllegalStateException("Changed too late: " + allotment);
        }
        jdbc.sql("""
                        insert into allotment_unit_change (change_id, allotment_id, units, changed_at)
                        values (?, ?, ?, ?)
                        """)
                .params(changeId, allotment.allotmentId(), units, DatabaseClock.toColumn(allotment.now()))
                .update();
    }

    /** Ends an allotment before it opened. The row must be locked and ACTIVE. */
    public Settlement cancel(Allotment allotment) {
        return end(allotment, Allotment.Status.CANCELLED, 0);
    }

    /** Ends an allotment that has opened. The row must be locked and ACTIVE. @param sold units that are paid for */
    public Settlement settle(Allotment allotment, long sold) {
        return end(allotment, Allotment.Status.SETTLED, sold);
    }

    private Settlement end(Allotment allotment, Allotment.Status as, long sold) {
        var taken = allotment.terms().units() - allotment.remaining();
        jdbc.sql("""
                        update allotment
                        set status = :as, unsold = remaining, remaining = 0, sold = :sold, held = :held,
                            ended_at = sysdate(6), version = version + 1, announced = false
                        where allotment_id = :id and kind = 'DEAL' and status = 'ACTIVE'
                        """)
                .param("id", allotment.allotmentId())
                .param("as", as.name())
                .param("sold", sold)
                .param("held", taken - sold)
                .update();
        return new Settlement(as == Allotment.Status.CANCELLED, sold, taken - sold, allotment.remaining());
    }

    /** @return empty while it is ACTIVE or not known */
    public Optional<Settlement> settlement(UUID allotmentId) {
        return jdbc.sql("""
                        select status = 'CANCELLED' as cancelled, coalesce(sold, 0) as sold, coalesce(held, 0) as held, unsold
                        from allotment
                        where allotment_id = ? and status <> 'ACTIVE'
                        """).param(allotmentId).query(Settlement.class).optional();
    }

    /** Deals whose time is over though nobody has settled them. */
    public List<UUID> overdue(int atMost) {
        return jdbc.sql("""
                        select allotment_id from allotment
                        where kind = 'DEAL' and status = 'ACTIVE' and closes_at <= sysdate(6)
                        order by closes_at limit ?
                        """).param(atMost).query(UUID.class).list();
    }

    /** Those whose level has changed since it was last announced. */
    public List<UUID> unannounced(int atMost) {
        return jdbc.sql("select allotment_id from allotment where not announced limit ?")
                .param(atMost)
                .query(UUID.class)
                .list();
    }

    /** Notes that the level is being announced. @return empty when another instance has done so */
    public Optional<Level> announce(UUID allotmentId) {
        var level = jdbc.sql("""
                        select allotment_id, remaining as units_left, version
                        from allotment
                        where allotment_id = ? and not announced
                        for update
                        """).param(allotmentId).query(Level.class).optional();
        level.ifPresent(found -> jdbc.sql("update allotment set announced = true where allotment_id = ?")
                .param(allotmentId)
                .update());
        return level;
    }

    private static Allotment map(ResultSet row, int n) throws SQLException {
        var id = row.getObject("allotment_id", UUID.class);
        var opensAt = DatabaseClock.toInstant(row.getTimestamp("opens_at"));
        var terms = opensAt == null
                ? null
                : new AllotmentTerms(
                        id,
                        offer(row),
                        row.getObject("initial_units", Long.class),
                        row.getInt("per_user_limit"),
                        opensAt,
                        DatabaseClock.toInstant(row.getTimestamp("closes_at")));
        return new Allotment(
                id,
                terms,
                Allotment.Status.valueOf(row.getString("status")),
                DatabaseClock.toInstant(row.getTimestamp("ended_at")),
                row.getObject("remaining", Long.class),
                row.getLong("version"),
                DatabaseClock.toInstant(row.getTimestamp("sellable_at")),
                DatabaseClock.toInstant(row.getTimestamp("read_at")));
    }

    private static Offer offer(ResultSet row) throws SQLException {
        return switch (Allotment.Kind.valueOf(row.getString("kind"))) {
            case DEAL ->
                new Offer.DealUnits(
                        row.getObject("product_id", UUID.class),
                        row.getObject("seller_id", UUID.class),
                        row.getString("product_name"),
                        row.getLong("unit_price"));
            case COUPON -> new Offer.Coupons();
        };
    }

    /** @param version counts changes, so that a reader can tell news from old news */
    public record Level(UUID allotmentId, long unitsLeft, long version) {}
}
