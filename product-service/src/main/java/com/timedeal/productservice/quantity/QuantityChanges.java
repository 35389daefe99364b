package com.timedeal.productservice.quantity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The changes of quantity: at most one of a deal is under way, which the schema sees to. */
@Component
class QuantityChanges {

    private final JdbcClient jdbc;

    QuantityChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(QuantityChange change) {
        jdbc.sql("""
                        insert into deal_quantity_change (change_id, deal_id, from_units, to_units, state)
                        values (?, ?, ?, ?, 'STARTED')
                        """)
                .params(change.changeId(), change.dealId(), change.fromUnits(), change.toUnits())
                .update();
    }

    Optional<QuantityChange> underWay(UUID dealId) {
        return jdbc.sql("""
                        select change_id, deal_id, from_units, to_units
                        from deal_quantity_change
                        where deal_id = ? and state = 'STARTED'
                        """).param(dealId).query(QuantityChange.class).optional();
    }

    /** @return whether this call ended it */
    boolean end(QuantityChange change, QuantityChange.End how) {
        return jdbc.sql("""
                                update deal_quantity_change set state = ?, finished_at = sysdate(6)
                                where change_id = ? and state = 'STARTED'
                                """).params(how.name(), change.changeId()).update() == 1;
    }

    /** Those that began so long ago that whoever began them must have given up. */
    List<QuantityChange> leftBehind(Duration since, int atMost) {
        return jdbc.sql("""
                        select change_id, deal_id, from_units, to_units
                        from deal_quantity_change
                        where state = 'STARTED' and started_at < sysdate(6) - interval :micros microsecond
                        order by started_at
                        limit :most
                        """)
                .param("micros", since.toNanos() / 1_000)
                .param("most", atMost)
                .query(QuantityChange.class)
                .list();
    }
}
