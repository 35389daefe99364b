package com.timedeal.productservice.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.productservice.ProductServiceFixture;
import com.timedeal.productservice.deal.DealWrites;
import com.timedeal.servicedefaults.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;

/** Every way in which something shown can change; entries live for a minute, so that only an eviction can explain the new answer. */
@TestPropertySource(properties = {"timedeal.cache.ttl=1m", "timedeal.redis.timeout=1s"})
class ShownAnswersIT extends ProductServiceFixture {

    @Autowired
    ReserveStock reserveStock;

    @Autowired
    ReleaseStock releaseStock;

    @Autowired
    Transactions transactions;

    @Autowired
    ApplicationContext context;

    @Autowired
    MeterRegistry meters;

    private DealWrites dealWrites;
    private UUID product;

    @BeforeEach
    void aProductThatEverybodyHasSeen() {
        dealWrites = new DealWrites(context::getBean);
        product = aProduct(10);
        see();
    }

    @Test
    void isAnsweredFromTheCache() {
        var hits = hits();

        see();

        assertThat(hits() - hits)
                .as("one product alone, one page, and the product on it")
                .isEqualTo(3);
    }

    @Test
    void aChangeOfNameAndPrice() {
        change(Map.of("name", "Lantern", "price", 12_345));

        assertThat(see()).containsEntry("name", "Lantern").containsEntry("price", 12_345);
        assertThat(list("?sellerId=" + seller + "&query=Lamp")).isEmpty();
    }

    @Test
    void aPriceThatMovesItOutOfAListAndIntoAnother() {
        var cheap = "?sellerId=" + seller + "&maxPrice=10000";
        var dear = "?sellerId=" + seller + "&minPrice=10001";
        assertThat(list(cheap)).hasSize(1);
        assertThat(list(dear)).isEmpty();

        change(Map.of("price", 12_345));

        assertThat(list(cheap)).isEmpty();
        assertThat(list(dear)).hasSize(1);
    }

    @Test
    void aProductThatIsAdded() {
        aProduct(1);

        assertThat(list("?sellerId=" + seller)).hasSize(2);
    }

    @Test
    void aProductThatIsWithdrawn() {
        assertThat(asSeller(HttpMethod.DELETE, "/api/v1/products/" + product, null, null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(list("?sellerId=" + seller)).isEmpty();
        assertThat(get("/api/v1/products/" + product)).containsEntry("status", 404);
    }

    @Test
    void aRestock() {
        asSeller(HttpMethod.POST, "/api/v1/products/" + product + "/restocks", "k", Map.of("quantity", 5));

        assertThat(see()).containsEntry("stock", 15);
    }

    @Test
    void aReservationAndItsRelease() {
        var order = UUID.randomUUID();

        reserveStock.reserve(order, new TreeMap<>(Map.of(product, 4L)));
        assertThat(see()).containsEntry("stock", 6);

        transactions.run(() -> releaseStock.release(order));
        assertThat(see()).containsEntry("stock", 10);
    }

    @Test
    void aDealThatIsCreatedAndCancelled() {
        assertThat(list("/deals?status=SCHEDULED")).noneMatch(this::isOfOurs);

        var deal = aDeal();

        assertThat(see()).containsEntry("stock", 7);
        assertThat(list("/deals?status=SCHEDULED")).filteredOn(this::isOfOurs).hasSize(1);
        assertThat(deal(deal)).containsEntry("status", "SCHEDULED").containsEntry("left", 3);
        assertThat(list("/deals?status=CANCELLED")).noneMatch(this::isOfOurs);

        assertThat(asSeller(HttpMethod.DELETE, "/api/v1/deals/" + deal, null, null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(deal(deal)).containsEntry("status", "CANCELLED");
        assertThat(see()).containsEntry("stock", 10);
        assertThat(list("/deals?status=SCHEDULED")).noneMatch(this::isOfOurs);
        assertThat(list("/deals?status=CANCELLED")).anyMatch(this::isOfOurs);
    }

    @Test
    void aDealThatOpensSellsOutAndCloses() {
        var deal = aDeal();
        deal(deal);
        assertThat(list("/deals?status=OPEN")).noneMatch(this::isOfOurs);

        makeDue(deal, "opens_at", 2);
        dealWrites.open(deal);
        assertThat(deal(deal)).containsEntry("status", "OPEN").containsEntry("soldOut", false);
        assertThat(list("/deals?status=OPEN")).anyMatch(this::isOfOurs);

        dealWrites.level(deal, 0, 7);
        assertThat(deal(deal)).containsEntry("left", 0).containsEntry("soldOut", true);

        makeDue(deal, "closes_at", 1);
        dealWrites.close(deal);
        assertThat(deal(deal)).containsEntry("status", "CLOSED");
        assertThat(list("/deals?status=OPEN")).noneMatch(this::isOfOurs);
    }

    @Test
    void aDealThatIsClosedEarlyAndSettled() {
        var deal = aDeal();
        makeDue(deal, "opens_at", 2);
        dealWrites.open(deal);
        deal(deal);

        asSeller(HttpMethod.POST, "/api/v1/deals/" + deal + "/close", null, null);
        assertThat(deal(deal)).containsEntry("status", "CLOSED");

        dealWrites.settle(deal, 1, 0, 2);
        assertThat(deal(deal)).containsEntry("sold", 1).containsEntry("unsold", 2);
        assertThat(see()).containsEntry("stock", 9);
    }

    @Test
    void aPriceIsNewOnTheDealOfTheProductToo() {
        var deal = aDeal();
        deal(deal);

        change(Map.of("price", 12_345));

        assertThat(deal(deal).get("product"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("price", 12_345);
    }

    @Test
    void theServerTimeOfADealIsNeverKept() {
        var deal = aDeal();
        var before = Instant.parse((String) deal(deal).get("serverTime"));

        org.awaitility.Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        var after = Instant.parse((String) deal(deal).get("serverTime"));
        var database = jdbc.sql("select sysdate(6)")
                .query(java.time.LocalDateTime.class)
                .single()
                .toInstant(java.time.ZoneOffset.UTC);

        assertThat(Duration.between(before, after)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(Duration.between(after, database).abs()).isLessThan(Duration.ofMillis(500));
    }

    /** Looks at the product alone and in a list, which agree. */
    private Map<String, Object> see() {
        var alone = get("/api/v1/products/" + product);
        assertThat(list("?sellerId=" + seller)).contains(alone);
        return alone;
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> list(String query) {
        var path = query.startsWith("/") ? "/api/v1" + query : "/api/v1/products" + query;
        return (List<Map<String, Object>>) get(path).get("items");
    }

    private Map<String, Object> deal(UUID deal) {
        return get("/api/v1/deals/" + deal);
    }

    private Map<String, Object> get(String path) {
        return call(HttpMethod.GET, path, null, null, null).getBody();
    }

    private boolean isOfOurs(Map<String, Object> deal) {
        return deal.get("product").toString().contains(product.toString());
    }

    private void change(Map<String, Object> changes) {
        assertThat(asSeller(HttpMethod.PATCH, "/api/v1/products/" + product, null, changes)
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
    }

    private UUID aDeal() {
        var opensAt = Instant.now().plusSeconds(3_600);
        var answer = asSeller(
                HttpMethod.POST,
                "/api/v1/deals",
                UUID.randomUUID().toString(),
                Map.of(
                        "productId",
                        product,
                        "dealPrice",
                        5_000,
                        "quantity",
                        3,
                        "perUserLimit",
                        1,
                        "opensAt",
                        opensAt.toString(),
                        "closesAt",
                        opensAt.plusSeconds(3_600).toString()));
        return UUID.fromString((String) answer.getBody().get("dealId"));
    }

    private void makeDue(UUID deal, String column, int secondsAgo) {
        jdbc.sql("update deal set " + column + " = sysdate(6) - interval ? second where deal_id = ?")
                .params(secondsAgo, deal)
                .update();
    }

    private double hits() {
        return List.of("product", "product-page").stream()
                .mapToDouble(kind -> meters.counter("timedeal.cache", "kind", kind, "result", "hit")
                        .count())
                .sum();
    }
}
