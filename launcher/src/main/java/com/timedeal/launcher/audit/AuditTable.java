package com.timedeal.launcher.audit;

import com.timedeal.launcher.control.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Findings as a table, and below it what is broken. */
public final class AuditTable {

    private static final int PLAIN_WIDTH = 140;
    private static final int NARROWEST = 80;

    /** What id, service, verdict and the gaps take. */
    private static final int FIXED = 36;

    private AuditTable() {}

    /** The lines of the table. */
    public static List<String> of(List<Finding> findings, Terminal terminal) {
        var width = Math.max(NARROWEST, terminal.interactive() ? terminal.columns() : PLAIN_WIDTH) - FIXED;
        var table = Table.of(
                Table.left("id"),
                Table.left("service"),
                Table.left("verdict"),
                Table.left("statement", width * 6 / 10),
                Table.left("numbers", width - width * 6 / 10));
        findings.forEach(finding ->
                table.row(finding.id(), finding.source(), finding.verdict(), finding.statement(), finding.numbers()));
        var lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.addAll(conclusion(findings));
        return lines;
    }

    private static List<String> conclusion(List<Finding> findings) {
        var broken = findings.stream().filter(Finding::isBroken).toList();
        var later = findings.stream()
                .filter(finding -> finding.verdict() == Verdict.LATER)
                .count();
        if (broken.isEmpty()) {
            return List.of((findings.size() - later) + " invariants evaluated, all OK"
                    + (later == 0 ? "." : "; " + later + " can be judged once no deal is open."));
        }
        var lines = new ArrayList<String>();
        lines.add(broken.size() + " of " + findings.size() + " invariants are BROKEN:");
        broken.forEach(finding -> lines.addAll(finding.complaint()));
        return lines;
    }
}
