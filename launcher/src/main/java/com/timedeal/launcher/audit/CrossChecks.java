package com.timedeal.launcher.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What must hold between services, computed from the figures of their own audits.
 *
 * <p>Each service reads its own snapshot, so all of this holds only once messages have drained.
 */
final class CrossChecks {

    private static final String BETWEEN = "between";

    private final Map<String, ServiceReport> reports;

    /** @param reports by short name of the service; those that did not answer are missing */
    CrossChecks(Map<String, ServiceReport> reports) {
        this.reports = reports;
    }

    List<Finding> evaluate() {
        return List.of(
                soldUnitsAgree(),
                everyDealHasItsAllotment(),
                reservedStockIsOrdered(),
                timesAreKept(),
                unitsGivenBackArrived(),
                quantitiesAgree());
    }

    private Finding soldUnitsAgree() {
        // Units that came back while a deal was on sale are left units again; those that came back after its settlement
        // count as sold or held there, and X5 is about them.
        return check("X1", "product-service knows of as many sold and held units as order-service has sold.", f -> {
            var ordered =
                    f.of("order", "I1", "units") - f.of("order", "I1", "units_left") - f.of("order", "I1", "unsold");
            var settled = f.of("product", "I6", "sold") + f.of("product", "I6", "held");
            f.say("ordered", ordered);
            f.say("sold_and_held", settled);
            if (f.of("product", "I8", "open_now") > 0) {
                return Verdict.LATER; // an open deal sells without telling
            }
            return verdict(ordered == settled);
        });
    }

    private Finding everyDealHasItsAllotment() {
        return check("X2", "Every deal of product-service has its allotment in order-service.", f -> {
            var deals = f.say("deals", f.of("product", "I8", "deals"));
            var allotments = f.say("allotments", f.of("order", "I1", "allotments"));
            return verdict(deals == allotments);
        });
    }

    private Finding reservedStockIsOrdered() {
        return check(
                "X3",
                "Each reservation of stock belongs to one wishlist order that is accepted and not over, and each has one.",
                f -> {
                    var reserved = f.say("reservations", f.of("product", "I4", "reserved"));
                    var orders = f.say("wishlist_orders", f.of("order", "I13", "holding_stock"));
                    return verdict(reserved == orders);
                });
    }

    private Finding timesAreKept() {
        return check("X4", "schedule-service keeps an opening and a closing for every deal not called off.", f -> {
            var deals = f.say("deals", f.of("product", "I8", "deals"));
            var events = f.say("events", f.of("schedule", "S1", "of_deals"));
            var cancelled = f.say("cancelled", f.of("schedule", "S4", "cancelled_references"));
            // One called off before its announcement arrived never had events.
            return verdict(events <= 2 * deals && events >= 2 * (deals - cancelled));
        });
    }

    private Finding unitsGivenBackArrived() {
        return check("X5", "Units of deals that order-service gave back to stock are on the shelf, each once.", f -> {
            var given = f.say("given_back", f.of("order", "I1", "given_back"));
            var arrived = f.say("arrived", f.of("product", "I17-product", "units"));
            return verdict(given == arrived);
        });
    }

    private Finding quantitiesAgree() {
        return check("X6", "Both services agree on how many units the deals had that were not called off.", f -> {
            var deals = f.say("deals", f.of("product", "I8", "units"));
            var allotments = f.say("allotments", f.of("order", "I1", "units_not_cancelled"));
            return verdict(deals == allotments);
        });
    }

    private Finding check(String id, String statement, Function<Figures, Verdict> rule) {
        var figures = new Figures();
        var verdict = rule.apply(figures);
        if (!figures.missing.isEmpty()) {
            figures.said.clear();
            figures.said.put("missing", figures.missing);
            verdict = Verdict.BROKEN; // a check that can no longer be made must not pass for one that held
        }
        return new Finding(id, BETWEEN, statement, verdict, true, figures.said, List.of(), 0);
    }

    private static Verdict verdict(boolean holds) {
        return holds ? Verdict.OK : Verdict.BROKEN;
    }

    private final class Figures {

        private final Map<String, Object> said = new LinkedHashMap<>();
        private String missing = "";

        long of(String service, String invariant, String name) {
            var report = reports.get(service);
            var figure = report == null ? OptionalLong.empty() : report.figure(invariant, name);
            if (figure.isEmpty()) {
                missing = service + " " + invariant + "." + name;
            }
            return figure.orElse(0);
        }

        long say(String name, long value) {
            said.put(name, value);
            return value;
        }
    }
}
