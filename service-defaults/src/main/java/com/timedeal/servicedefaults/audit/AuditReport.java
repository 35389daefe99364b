package com.timedeal.servicedefaults.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What an audit found. @param holds whether every invariant does */
public record AuditReport(String service, Instant evaluatedAt, boolean holds, List<Finding> invariants) {

    /**
     * @param figures numbers by name
     * @param discrepancies the first 20 rows that break the invariant
     * @param discrepancyCount how many there are in all
     */
    public record Finding(
            String id,
            String statement,
            boolean holds,
            boolean onceQuiet,
            Map<String, Object> figures,
            List<Map<String, Object>> discrepancies,
            int discrepancyCount) {}
}
