package com.timedeal.servicedefaults.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A change behind a service's back that an invariant must see, and what changes it back.
 *
 * @param breaks statements; where the schema would not let something in, it is told to look away
 */
public record SeededBug(String invariant, List<String> breaks, List<String> mends) {

    private static final String UNGUARDED = "set statement check_constraint_checks=0 for ";

    /** A row that is not as it should be. @param where with names of ids, e.g. {@code order_id = :order} */
    public static SeededBug row(String invariant, String table, String where, String breaks, String mends) {
        return new SeededBug(invariant, List.of(update(table, where, breaks)), List.of(update(table, where, mends)));
    }

    private static String update(String table, String where, String to) {
        return UNGUARDED + "update " + table + " set " + to + " where " + where;
    }

    /** Fails when the audit finds nothing with it that it did not find without. @param ids by the names used in the statements */
    public void isSeenBy(Audit audit, JdbcClient jdbc, Map<String, ?> ids) {
        var before = finding(audit).discrepancies();
        try {
            breaks.forEach(statement -> jdbc.sql(statement).params(ids).update());
            assertThat(finding(audit).discrepancies())
                    .as(invariant)
                    .anySatisfy(row -> assertThat(before).doesNotContain(row));
        } finally {
            mends.forEach(statement -> jdbc.sql(statement).params(ids).update());
        }
    }

    private AuditReport.Finding finding(Audit audit) {
        return audit.evaluate().invariants().stream()
                .filter(finding -> finding.id().equals(invariant))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return invariant;
    }
}
