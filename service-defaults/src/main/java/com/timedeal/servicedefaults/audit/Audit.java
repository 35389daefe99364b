package com.timedeal.servicedefaults.audit;

import com.timedeal.servicedefaults.database.DatabaseClock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Evaluates a service's invariants, all on one snapshot, so that it may run while the sale goes on. */
public class Audit {

    private static final int SHOWN = 20;

    private final String service;
    private final List<Invariant> invariants;
    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final TransactionTemplate snapshot;

    /** @param database of its own: an audit reads for longer than a request may */
    Audit(String service, List<Invariant> invariants, DataSource database) {
        this.service = service;
        this.invariants = invariants;
        this.jdbc = JdbcClient.create(database);
        this.clock = new DatabaseClock(jdbc);
        this.snapshot = new TransactionTemplate(new DataSourceTransactionManager(database));
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    public AuditReport evaluate() {
        return snapshot.execute(status -> {
            var findings = invariants.stream().map(this::evaluate).toList();
            var holds = findings.stream().allMatch(AuditReport.Finding::holds);
            return new AuditReport(service, clock.now(), holds, findings);
        });
    }

    private AuditReport.Finding evaluate(Invariant invariant) {
        var figures = invariant.figures() == null
                ? Map.<String, Object>of()
                : jdbc.sql(invariant.figures()).query().singleRow();
        var broken = jdbc.sql(invariant.discrepancies()).query().listOfRows();
        return new AuditReport.Finding(
                invariant.id(),
                invariant.statement(),
                broken.isEmpty(),
                invariant.onceQuiet(),
                figures,
                broken.stream().limit(SHOWN).toList(),
                broken.size());
    }
}
