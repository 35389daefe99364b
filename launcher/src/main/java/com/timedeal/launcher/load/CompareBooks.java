package com.timedeal.launcher.load;

import com.timedeal.launcher.audit.AuditResult;
import com.timedeal.launcher.audit.Finding;
import com.timedeal.launcher.audit.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Holds what JMeter saw against what the platform has on its books, in the form in which services report invariants. */
final class CompareBooks {

    private static final String SOURCE = "jmeter";

    private final LoadArguments arguments;
    private final Results results;
    private final List<Integer> servers;
    private final List<Finding> findings = new ArrayList<>();

    /** @param servers ports of the instances that the plan asks past the gateway, if it does */
    CompareBooks(LoadArguments arguments, Results results, List<Integer> servers) {
        this.arguments = arguments;
        this.results = results;
        this.servers = servers;
    }

    /** @param ended whether JMeter came to its end by itself */
    List<Finding> run(boolean ended, AuditResult before, AuditResult after) {
        check(
                ended && results.answers() > 0 && results.failures() == 0,
                "The plan runs to its end and every answer is one that it expects.",
                figures("answers", results.answers(), "failures", results.failures()),
                ended ? results.complaints() : withAbort());
        compareOrders(orders(before), orders(after));
        var several = results.buyersWithSeveral();
        check(several.isEmpty(), "No buyer is told of two orders.", figures("orders", results.orders()), several);
        if (arguments.scenario().isDeal()) {
            check(
                    results.orders() == Math.min(arguments.units(), arguments.buyers()),
                    "Exactly as many orders as units, or as buyers if there are fewer.",
                    figures("orders", results.orders(), "units", arguments.units(), "buyers", arguments.buyers()),
                    List.of());
        }
        servers.forEach(this::checkTookPart);
        return List.copyOf(findings);
    }

    private void checkTookPart(int port) {
        var answers = results.answersTo("port " + port + ": ");
        check(
                answers >= arguments.buyers(),
                "The instance on port " + port + " answers every buyer.",
                figures("answers", answers, "buyers", arguments.buyers()),
                List.of());
    }

    private List<String> withAbort() {
        var complaints = new ArrayList<>(List.of("JMeter was ended, or ended with an error; see output.log"));
        complaints.addAll(results.complaints());
        return complaints;
    }

    /** All of them, since nobody else is asking meanwhile. */
    private void compareOrders(OptionalLong before, OptionalLong after) {
        var known = before.isPresent() && after.isPresent();
        var stored = known ? after.getAsLong() - before.getAsLong() : -1;
        check(
                known && stored == results.orders(),
                "As many orders as the buyers were told of are new in the database (if nobody else bought anything).",
                figures("told", results.orders(), "stored", stored),
                known ? List.of() : List.of("order-service does not tell how many orders there are"));
    }

    /** Orders that were accepted: all but those refused, and those nobody has decided. */
    private static OptionalLong orders(AuditResult audit) {
        var all = figure(audit, "O1", "orders");
        var pending = figure(audit, "I13", "pending");
        var rejected = figure(audit, "I13", "rejected");
        return all.isPresent() && pending.isPresent() && rejected.isPresent()
                ? OptionalLong.of(all.getAsLong() - pending.getAsLong() - rejected.getAsLong())
                : OptionalLong.empty();
    }

    private static OptionalLong figure(AuditResult audit, String id, String name) {
        return audit.findings().stream()
                .filter(finding ->
                        finding.source().equals("order") && finding.id().equals(id))
                .map(finding -> finding.figures().get(name))
                .filter(Number.class::isInstance)
                .mapToLong(number -> ((Number) number).longValue())
                .findFirst();
    }

    private void check(boolean holds, String statement, Map<String, Object> figures, Collection<String> misfits) {
        findings.add(new Finding(
                "L" + (findings.size() + 1),
                SOURCE,
                statement,
                holds ? Verdict.OK : Verdict.BROKEN,
                false,
                figures,
                misfits.stream()
                        .map(misfit -> Map.<String, Object>of("seen", misfit))
                        .toList(),
                misfits.size()));
    }

    private static Map<String, Object> figures(Object... pairs) {
        var figures = new LinkedHashMap<String, Object>();
        for (var at = 0; at < pairs.length; at += 2) {
            figures.put((String) pairs[at], pairs[at + 1]);
        }
        return figures;
    }
}
