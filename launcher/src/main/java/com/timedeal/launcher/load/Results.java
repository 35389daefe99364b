package com.timedeal.launcher.load;

import com.timedeal.launcher.audit.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What JMeter wrote down: every answer by the label of its step, and the orders that buyers were told of. */
final class Results {

    private static final int KEPT = 20;
    private static final int LONGEST_MESSAGE = 300;

    private final Map<String, Step> steps = new TreeMap<>();
    private final Map<String, Set<String>> ordersByBuyer = new HashMap<>();
    private final Set<String> orders = new HashSet<>();
    private final Set<String> phases = new LinkedHashSet<>();
    private final List<String> complaints = new ArrayList<>();
    private int answers;
    private int failures;

    /** Counts one line of JMeter's results. */
    void add(Map<String, String> row) {
        var label = row.get("label");
        var success = Boolean.parseBoolean(row.get("success"));
        steps.computeIfAbsent(label, name -> new Step())
                .add(Long.parseLong(row.get("timeStamp")), Integer.parseInt(row.get("elapsed")), success);
        phases.add(phase(label));
        answers++;
        if (!success) {
            failures++;
            if (complaints.size() < KEPT) {
                complaints.add(label + ": " + reason(row));
            }
        } else if (row.get("responseCode").equals("201") && isSet(row.get("orderId"))) {
            orders.add(row.get("orderId"));
            ordersByBuyer
                    .computeIfAbsent(row.get("userId"), buyer -> new HashSet<>())
                    .add(row.get("orderId"));
        }
    }

    /** What a label begins with: {@code 2 opening second, port 8083: order} is of the phase {@code 2 opening second}. */
    private static String phase(String label) {
        return label.split("[:,]", 2)[0];
    }

    private static String reason(Map<String, String> row) {
        var message = row.get("failureMessage").isBlank()
                ? row.get("responseCode") + " " + row.get("responseMessage")
                : row.get("failureMessage").replaceAll("\\s+", " ");
        return message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
    }

    /** JMeter writes {@code null} for a variable that is not there. */
    private static boolean isSet(String variable) {
        return variable != null && !variable.isEmpty() && !variable.equals("null");
    }

    int answers() {
        return answers;
    }

    int failures() {
        return failures;
    }

    /** The first failures, in words. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Different orders that buyers were told of. */
    int orders() {
        return orders.size();
    }

    /** Buyers who were told of more than one order. */
    List<String> buyersWithSeveral() {
        return ordersByBuyer.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(each -> "buyer " + each.getKey() + " was told of " + each.getValue())
                .toList();
    }

    /** Answers to steps whose label has that in it. */
    int answersTo(String part) {
        return steps.entrySet().stream()
                .filter(each -> each.getKey().contains(part))
                .mapToInt(each -> each.getValue().answers())
                .sum();
    }

    /** In the order in which they began. */
    List<String> phases() {
        return List.copyOf(phases);
    }

    /** {@code 1,000 answers: 100 order, 900 SOLD_OUT}. */
    String inWords(String phase) {
        var kinds = new TreeMap<String, Integer>();
        var all = 0;
        for (var each : steps.entrySet()) {
            if (phase(each.getKey()).equals(phase)) {
                var kind = each.getKey().substring(each.getKey().lastIndexOf(": ") + 2);
                kinds.merge(kind, each.getValue().answers(), Integer::sum);
                all += each.getValue().answers();
            }
        }
        var words = new ArrayList<String>();
        kinds.forEach((kind, count) -> words.add(number(count) + " " + kind));
        return number(all) + " answers: " + String.join(", ", words);
    }

    List<String> table() {
        var table = Table.of(
                Table.left("step and answer", 60),
                Table.right("answers"),
                Table.right("failures"),
                Table.right("per second"),
                Table.right("p50 ms"),
                Table.right("p99 ms"),
                Table.right("max ms"));
        steps.forEach((label, step) -> table.row(
                label,
                number(step.answers()),
                number(step.failures()),
                number(step.perSecond()),
                number(step.percentile(50)),
                number(step.percentile(99)),
                number(step.percentile(100))));
        return table.lines();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
