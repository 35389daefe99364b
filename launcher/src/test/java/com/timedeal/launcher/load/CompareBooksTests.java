package com.timedeal.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.audit.AuditResult;
import com.timedeal.launcher.audit.Finding;
import com.timedeal.launcher.audit.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareBooksTests {

    private final Results results = new Results();

    @Test
    void findsNothingWhenEverythingAgrees() {
        answer("2 opening second: order", "201", true, "ann", "o1");
        answer("2 opening second: SOLD_OUT", "409", true, "bob", "");
        answer("3 sold-out tail: the same order", "201", true, "ann", "o1");

        assertThat(compare(rush(2, 1), true, 10, 11)).isEmpty();
        assertThat(results.inWords("2 opening second")).isEqualTo("2 answers: 1 SOLD_OUT, 1 order");
        assertThat(results.phases()).containsExactly("2 opening second", "3 sold-out tail");
        assertThat(results.table()).hasSize(5).element(2).asString().startsWith("2 opening second: SOLD_OUT");
    }

    @Test
    void findsALostOrder() {
        answer("2 opening second: order", "201", true, "ann", "o1");

        assertThat(compare(rush(1, 1), true, 10, 10)).containsExactly("L2");
    }

    @Test
    void findsAnOrderThatNobodyWasToldOf() {
        answer("2 opening second: order", "201", true, "ann", "o1");

        assertThat(compare(rush(1, 1), true, 10, 12)).containsExactly("L2");
    }

    @Test
    void findsABuyerWithTwoOrders() {
        answer("2 opening second: order", "201", true, "ann", "o1");
        answer("2 opening second: order", "201", true, "ann", "o2");

        assertThat(compare(rush(2, 2), true, 10, 12)).containsExactly("L3");
    }

    @Test
    void findsAUnitThatWasNotSold() {
        answer("2 opening second: order", "201", true, "ann", "o1");

        assertThat(compare(rush(3, 2), true, 10, 11)).containsExactly("L4");
    }

    @Test
    void findsAWrongAnswerAndAnAbort() {
        answer("0 setUp: list the product", "500", false, "null", "null");

        var arguments = LoadArguments.parse(List.of("product-list"));
        assertThat(compare(arguments, true, 10, 10)).containsExactly("L1");
        assertThat(results.complaints()).containsExactly("0 setUp: list the product: 500 said so");
        assertThat(compare(arguments, false, 10, 10)).containsExactly("L1");
    }

    @Test
    void findsAPlanThatAskedNothing() {
        assertThat(compare(LoadArguments.parse(List.of("product-list")), true, 10, 10))
                .containsExactly("L1");
    }

    @Test
    void findsAServerThatTookNoPart() {
        answer("2 opening second, port 8083: order", "201", true, "ann", "o1");
        var arguments = LoadArguments.parse(List.of("two-servers", "--buyers", "1", "--units", "1"));

        assertThat(broken(new CompareBooks(arguments, results, List.of(8083, 8093)).run(true, audit(10), audit(11))))
                .containsExactly("L6");
    }

    private static LoadArguments rush(int buyers, int units) {
        return LoadArguments.parse(List.of("deal-rush", "--buyers=" + buyers, "--units=" + units));
    }

    private List<String> compare(LoadArguments arguments, boolean ended, int before, int after) {
        return broken(new CompareBooks(arguments, results, List.of()).run(ended, audit(before), audit(after)));
    }

    private static List<String> broken(List<Finding> findings) {
        return findings.stream().filter(Finding::isBroken).map(Finding::id).toList();
    }

    /** What order-service tells when it has so many accepted orders. */
    private static AuditResult audit(int orders) {
        return new AuditResult(
                Instant.EPOCH,
                List.of(
                        finding("O1", Map.of("orders", orders + 5)),
                        finding("I13", Map.of("pending", 2, "rejected", 3, "payment_due", 1))));
    }

    private static Finding finding(String id, Map<String, Object> figures) {
        return new Finding(id, "order", "", Verdict.OK, false, figures, List.of(), 0);
    }

    private void answer(String label, String code, boolean success, String userId, String orderId) {
        var row = new HashMap<String, String>();
        row.put("timeStamp", "1000");
        row.put("elapsed", "10");
        row.put("label", label);
        row.put("responseCode", code);
        row.put("responseMessage", "said so");
        row.put("success", Boolean.toString(success));
        row.put("failureMessage", "");
        row.put("userId", userId);
        row.put("orderId", orderId);
        results.add(row);
    }
}
