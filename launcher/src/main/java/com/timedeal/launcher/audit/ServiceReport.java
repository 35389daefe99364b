package com.timedeal.launcher.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What {@code GET /api/v1/audit/<service>} answers, as far as it is read here. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ServiceReport(List<Invariant> invariants) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Invariant(
            String id,
            String statement,
            boolean holds,
            boolean onceQuiet,
            Map<String, Object> figures,
            List<Map<String, Object>> discrepancies,
            int discrepancyCount) {

        Finding toFinding(String service) {
            return new Finding(
                    id,
                    service,
                    statement,
                    holds ? Verdict.OK : Verdict.BROKEN,
                    onceQuiet,
                    figures == null ? Map.of() : figures,
                    discrepancies == null ? List.of() : discrepancies,
                    discrepancyCount);
        }
    }

    /** @return empty when there is no such figure */
    OptionalLong figure(String invariant, String name) {
        return invariants.stream()
                .filter(each -> each.id().equals(invariant) && each.figures() != null)
                .map(each -> each.figures().get(name))
                .filter(Number.class::isInstance)
                .mapToLong(number -> ((Number) number).longValue())
                .findFirst();
    }
}
