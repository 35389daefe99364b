package com.timedeal.productservice.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.productservice.ProductServiceFixture;
import com.timedeal.productservice.deal.DealWrites;
import com.timedeal.servicedefaults.identity.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** After each test the invariants are evaluated: no unit is in two places or in none. */
class ChangeQuantityIT extends ProductServiceFixture {

    @Autowired
    SweepQuantityChanges sweepQuantityChanges;

    @Autowired
    ApplicationContext context;

    @Test
    void moreUnitsComeFromTheShelfAndFewerGoBackToIt() {
        var product = aProduct(100);
        var deal = aDeal(product, 30);

        for (var i = 0; i < 2; i++) {
            assertThat(change(deal, 40).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
        }
        assertThat(onTheShelf(product)).isEqualTo(60);
        assertThat(quantity(deal)).isEqualTo(40);

        assertThat(change(deal, 5).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(onTheShelf(product)).isEqualTo(95);
        assertThat(quantity(deal)).isEqualTo(5);
        assertThat(ORDER_SERVICE.calls()).as("asked once for each change").hasSize(2);
        assertThat(call(HttpMethod.GET, "/api/v1/deals/" + deal, null, null, null)
                        .getBody())
                .containsEntry("quantity", 5);
    }

    @Test
    void whatTheAllotmentRefusesIsUndone() {
        var product = aProduct(100);
        var deal = aDeal(product, 30);
        ORDER_SERVICE.answers(409);

        assertThat(code(change(deal, 40))).isEqualTo("ALREADY_OPEN");
        assertThat(code(change(deal, 20))).isEqualTo("ALREADY_OPEN");

        assertThat(onTheShelf(product)).isEqualTo(70);
        assertThat(quantity(deal)).isEqualTo(30);
    }

    @Test
    void noUnitIsInTwoPlacesWhileTheOutcomeIsUnknown() {
        var product = aProduct(100);
        var growing = aDeal(product, 30);
        var shrinking = aDeal(product, 30);
        ORDER_SERVICE.answers(503);

        assertThat(code(change(growing, 40))).isEqualTo("UNKNOWN_OUTCOME");
        assertThat(code(change(shrinking, 10))).isEqualTo("UNKNOWN_OUTCOME");
        assertThat(onTheShelf(product))
                .as("10 more are set aside, 20 less not yet given back")
                .isEqualTo(30);
        assertThat(code(change(growing, 41))).isEqualTo("CHANGE_UNDER_WAY");

        ORDER_SERVICE.answers(204);
        sweepQuantityChanges.driveOn(Duration.ZERO);
        assertThat(onTheShelf(product)).isEqualTo(50);
        assertThat(quantity(growing)).isEqualTo(40);
        assertThat(quantity(shrinking)).isEqualTo(10);
    }

    @Test
    void askingForTheSameAgainDrivesTheSameChangeOn() {
        var product = aProduct(100);
        var deal = aDeal(product, 30);
        ORDER_SERVICE.answers(503);
        change(deal, 40);
        ORDER_SERVICE.answers(204);

        assertThat(change(deal, 40).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(ORDER_SERVICE.calls().stream().distinct()).as("with one id").hasSize(1);
        assertThat(onTheShelf(product)).isEqualTo(60);
    }

    @Test
    void aCancellationInBetweenGivesEverythingBackOnce() {
        for (var to : new int[] {40, 20}) {
            for (var agreedBefore : new boolean[] {true, false}) {
                var product = aProduct(100);
                var deal = aDeal(product, 30);
                ORDER_SERVICE.answers(503);
                change(deal, to);
                ORDER_SERVICE.answers(204);
                assertThat(asSeller(HttpMethod.DELETE, "/api/v1/deals/" + deal, null, null)
                                .getStatusCode())
                        .isEqualTo(HttpStatus.NO_CONTENT);

                ORDER_SERVICE.answers(agreedBefore ? 204 : 409);
                sweepQuantityChanges.driveOn(Duration.ZERO);

                assertThat(onTheShelf(product))
                        .as("%d, agreed before: %s", to, agreedBefore)
                        .isEqualTo(100);
                assertThat(code(change(deal, 50))).isEqualTo("CANCELLED");
            }
        }
    }

    @Test
    void aCancellationThatReadTheOldQuantityGivesBackTheNewOne() {
        var product = aProduct(100);
        var deal = aDeal(product, 30);
        var takeBack = new DealWrites(context::getBean).cancellationReadNow(deal);
        change(deal, 40);

        takeBack.run();

        assertThat(onTheShelf(product)).isEqualTo(100);
    }

    @Test
    void needsEnoughStock() {
        var product = aProduct(35);
        var deal = aDeal(product, 30);

        assertThat(code(change(deal, 36))).isEqualTo("INSUFFICIENT_STOCK");

        assertThat(ORDER_SERVICE.calls()).isEmpty();
        assertThat(onTheShelf(product)).isEqualTo(5);
    }

    @Test
    void manySellersClicksAtOnceLeaveOneOutcome() throws Exception {
        var product = aProduct(1_000);
        var deal = aDeal(product, 100);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clicks = IntStream.range(0, 24)
                    .mapToObj(i -> (Callable<ResponseEntity<Map<String, Object>>>) () -> change(deal, 90 + i % 6 * 5))
                    .toList();
            for (var answer : threads.invokeAll(clicks)) {
                if (answer.get().getStatusCode() != HttpStatus.NO_CONTENT) {
                    assertThat(code(answer.get())).isEqualTo("CHANGE_UNDER_WAY");
                }
            }
        }

        assertThat(onTheShelf(product)).isEqualTo(1_000 - quantity(deal));
        assertThat(jdbc.sql("select count(*) from deal_quantity_change where deal_id = ? and state = 'STARTED'")
                        .param(deal)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void explainsWhatIsWrong() {
        var deal = aDeal(aProduct(100), 30);

        assertThat(code(change(deal, 0))).isEqualTo("INVALID_REQUEST");
        assertThat(code(change(deal, 1))).as("less than one person may take").isEqualTo("INVALID_LIMIT");
        assertThat(call(
                                HttpMethod.PUT,
                                "/api/v1/deals/" + deal + "/quantity",
                                UUID.randomUUID(),
                                null,
                                Map.of("quantity", 40),
                                Role.SELLER)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
    }

    private ResponseEntity<Map<String, Object>> change(UUID deal, long quantity) {
        return asSeller(HttpMethod.PUT, "/api/v1/deals/" + deal + "/quantity", null, Map.of("quantity", quantity));
    }

    private long quantity(UUID deal) {
        return jdbc.sql("select quantity from deal where deal_id = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }

    private UUID aDeal(UUID product, long quantity) {
        var opensAt = Instant.now().plusSeconds(3_600);
        var terms = Map.of(
                "productId",
                product,
                "dealPrice",
                5_000,
                "quantity",
                quantity,
                "perUserLimit",
                2,
                "opensAt",
                opensAt.toString(),
                "closesAt",
                opensAt.plusSeconds(3_600).toString());
        var answer =
                asSeller(HttpMethod.POST, "/api/v1/deals", UUID.randomUUID().toString(), terms);
        assertThat(answer.getStatusCode()).as(String.valueOf(answer.getBody())).isEqualTo(HttpStatus.CREATED);
        return UUID.fromString((String) answer.getBody().get("dealId"));
    }

    private static Object code(ResponseEntity<Map<String, Object>> answer) {
        return answer.getBody() == null ? null : answer.getBody().get("code");
    }
}
