package com.timedeal.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.demo.DealState;
import com.timedeal.launcher.demo.Gateway;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** Somebody who lists products and sets up deals. */
public final class Seller {

    public static final long PRICE = 20_000;
    public static final long DEAL_PRICE = 9_900;

    private static final Duration SETTLEMENT = Duration.ofSeconds(20);

    private final Gateway gateway;
    private final String token;

    public Seller(Gateway gateway, String token) {
        this.gateway = gateway;
        this.token = token;
    }

    /** A deal as it was set up. */
    public record Offer(UUID dealId, UUID productId, long units, Instant opensAt, Instant closesAt) {}

    public UUID list(long stock) throws InterruptedException {
        var product = Map.of("name", "Rice cooker", "price", PRICE, "stock", stock);
        return id(gateway.demand(Call.post("/api/v1/products", token, product), 201), "productId");
    }

    public long stock(UUID productId) throws InterruptedException {
        return gateway.demand(Call.get("/api/v1/products/" + productId, null), 200)
                .path("stock")
                .asLong();
    }

    public void restock(UUID productId, long quantity, String key) throws InterruptedException {
        var path = "/api/v1/products/" + productId + "/restocks";
        gateway.demand(Call.post(path, token, Map.of("quantity", quantity)).once(key), 201);
    }

    public Offer offer(UUID productId, long units, int perUserLimit, Duration opensIn, Duration openFor)
            throws InterruptedException {
        var opensAt = Instant.now().plus(opensIn);
        return offer(productId, units, perUserLimit, opensAt, opensAt.plus(openFor));
    }

    public Offer offer(UUID productId, long units, int perUserLimit, Instant opens, Instant closes)
            throws InterruptedException {
        var opensAt = opens.truncatedTo(ChronoUnit.MILLIS);
        var closesAt = closes.truncatedTo(ChronoUnit.MILLIS);
        var terms = Map.of(
                "productId",
                productId.toString(),
                "dealPrice",
                DEAL_PRICE,
                "quantity",
                units,
                "perUserLimit",
                perUserLimit,
                "opensAt",
                opensAt.toString(),
                "closesAt",
                closesAt.toString());
        var created = gateway.demand(Call.post("/api/v1/deals", token, terms).once(Buyer.newKey()), 201);
        return new Offer(id(created, "dealId"), productId, units, opensAt, closesAt);
    }

    public Answer changeQuantity(Offer offer, long units) throws InterruptedException {
        return gateway.ask(Call.put("/api/v1/deals/" + offer.dealId() + "/quantity", token, Map.of("quantity", units)));
    }

    public void cancel(Offer offer) throws InterruptedException {
        gateway.demand(Call.delete("/api/v1/deals/" + offer.dealId(), token), 204);
    }

    public void close(Offer offer) throws InterruptedException {
        gateway.demand(Call.post("/api/v1/deals/" + offer.dealId() + "/close", token, null), 204);
    }

    public DealState look(Offer offer) throws InterruptedException {
        return DealState.of(gateway.demand(Call.get("/api/v1/deals/" + offer.dealId(), null), 200));
    }

    public DealState awaitOpen(Offer offer) {
        var untilThen = Duration.between(Instant.now(), offer.opensAt());
        return await().atMost((untilThen.isNegative() ? Duration.ZERO : untilThen).plus(SETTLEMENT))
                .until(() -> look(offer), state -> state.status().equals("OPEN"));
    }

    public DealState awaitSettled(Offer offer) {
        return await().atMost(SETTLEMENT).until(() -> look(offer), DealState::isSettled);
    }

    private static UUID id(JsonNode body, String field) {
        return UUID.fromString(body.path(field).asText());
    }
}
