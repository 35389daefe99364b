package com.timedeal.launcher.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** All invariants of the platform, evaluated once. */
public record AuditResult(Instant evaluatedAt, List<Finding> findings) {

    /** Whether none is broken. */
    public boolean holds() {
        return findings.stream().noneMatch(Finding::isBroken);
    }

    /** Whether everything that is broken may mend itself once the platform is quiet. */
    boolean mayStillHold() {
        return findings.stream().filter(Finding::isBroken).allMatch(Finding::onceQuiet);
    }

    /** The form for programs. */
    Map<String, Object> toJson() {
        return Map.of("evaluatedAt", evaluatedAt.toString(), "holds", holds(), "findings", findings);
    }
}
