package com.timedeal.launcher.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.audit.ServiceReport.Invariant;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrossChecksTests {

    private final Map<String, Map<String, Map<String, Object>>> figures = new HashMap<>();

    CrossChecksTests() {
        figure("order", "I1", "allotments", 2);
        figure("order", "I1", "units", new BigDecimal(150));
        figure("order", "I1", "units_left", 0);
        figure("order", "I1", "unsold", 10);
        figure("order", "I1", "given_back", 3);
        figure("order", "I1", "units_not_cancelled", new BigDecimal(150));
        figure("order", "I13", "holding_stock", 2);
        figure("product", "I6", "sold", 30);
        figure("product", "I6", "held", 110);
        figure("product", "I8", "deals", 2);
        figure("product", "I8", "open_now", 0);
        figure("product", "I8", "units", new BigDecimal(150));
        figure("product", "I4", "reserved", 2);
        figure("product", "I17-product", "units", new BigDecimal(3));
        figure("schedule", "S1", "of_deals", 4);
        figure("schedule", "S4", "cancelled_references", 0);
    }

    @Test
    void allHoldWhenTheBooksAgree() {
        assertThat(evaluate())
                .containsOnly(
                        Map.entry("X1", Verdict.OK),
                        Map.entry("X2", Verdict.OK),
                        Map.entry("X3", Verdict.OK),
                        Map.entry("X4", Verdict.OK),
                        Map.entry("X5", Verdict.OK),
                        Map.entry("X6", Verdict.OK));
    }

    @Test
    void findsUnitsSoldThatWereNeverReported() {
        figure("product", "I6", "held", 109);

        assertThat(evaluate()).containsEntry("X1", Verdict.BROKEN);
    }

    @Test
    void waitsWithSoldUnitsUntilNoDealIsOpen() {
        figure("product", "I6", "held", 0);
        figure("product", "I8", "open_now", 1);

        assertThat(evaluate()).containsEntry("X1", Verdict.LATER);
    }

    @Test
    void findsADealWithoutAllotment() {
        figure("order", "I1", "allotments", 1);

        assertThat(evaluate()).containsEntry("X2", Verdict.BROKEN);
    }

    @Test
    void findsStockThatNobodyOrdered() {
        figure("product", "I4", "reserved", 3);

        assertThat(evaluate()).containsEntry("X3", Verdict.BROKEN);
    }

    @Test
    void findsAReservationOfAnOrderThatIsOver() {
        figure("order", "I13", "holding_stock", 1);

        assertThat(evaluate()).containsEntry("X3", Verdict.BROKEN);
    }

    @Test
    void findsAChangeOfQuantityThatOnlyOneServiceKnows() {
        figure("product", "I8", "units", new BigDecimal(151));

        assertThat(evaluate()).containsEntry("X6", Verdict.BROKEN);
    }

    @Test
    void findsUnitsThatWereGivenBackAndNeverArrived() {
        figure("product", "I17-product", "units", 2);

        assertThat(evaluate()).containsEntry("X5", Verdict.BROKEN);
    }

    @Test
    void findsADealWithoutItsTimes() {
        figure("schedule", "S1", "of_deals", 3);

        assertThat(evaluate()).containsEntry("X4", Verdict.BROKEN);
    }

    @Test
    void allowsADealCalledOffBeforeItsTimesWereKept() {
        figure("schedule", "S1", "of_deals", 2);
        figure("schedule", "S4", "cancelled_references", 1);

        assertThat(evaluate()).containsEntry("X4", Verdict.OK);
    }

    @Test
    void neverPassesWhatCannotBeComputed() {
        figures.remove("schedule");
        figures.get("order").get("I1").remove("units");

        assertThat(evaluate()).containsEntry("X1", Verdict.BROKEN).containsEntry("X4", Verdict.BROKEN);
    }

    private void figure(String service, String invariant, String name, Object value) {
        figures.computeIfAbsent(service, key -> new HashMap<>())
                .computeIfAbsent(invariant, key -> new HashMap<>())
                .put(name, value);
    }

    private Map<String, Verdict> evaluate() {
        var reports = new HashMap<String, ServiceReport>();
        figures.forEach((service, invariants) -> reports.put(
                service,
                new ServiceReport(invariants.entrySet().stream()
                        .map(entry -> new Invariant(entry.getKey(), "", true, false, entry.getValue(), List.of(), 0))
                        .toList())));
        var verdicts = new HashMap<String, Verdict>();
        new CrossChecks(reports).evaluate().forEach(finding -> verdicts.put(finding.id(), finding.verdict()));
        return verdicts;
    }
}
