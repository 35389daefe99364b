package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.demo.Checks.Misfits;
import com.timedeal.launcher.demo.OpenShop.Good;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Somebody fills a wishlist with three products and orders it in one go, sending the order twice. */
final class OrderWishlist {

    private static final int WISHES = 3;
    static final Map<String, String> ADDRESS = Map.of(
            "recipient", "Demo Buyer",
            "phone", "010-8765-4321",
            "zipCode", "04524",
            "line1", "110 Sejong-daero, Jung-gu, Seoul");

    private final Gateway gateway;
    private final Checks checks;
    private final String token;
    private final Random random;
    private final Misfits misfits = new Misfits();

    OrderWishlist(Gateway gateway, Checks checks, String token, long seed) {
        this.gateway = gateway;
        this.checks = checks;
        this.token = token;
        this.random = new Random(seed);
    }

    /** @param goods nobody else buys these meanwhile */
    void run(List<Good> goods) throws InterruptedException {
        var wishes = new LinkedHashMap<Good, Integer>();
        for (var good : goods.subList(0, WISHES)) {
            var quantity = random.nextInt(1, 4);
            wishes.put(good, quantity);
            gateway.demand(
                    Call.put("/api/v1/wishlist/items/" + good.productId(), token, Map.of("quantity", quantity)), 204);
        }
        misfits.unless(wishlist().size() == WISHES, "The wishlist holds " + wishlist());
        var key = UUID.randomUUID().toString();
        var order = order(key);
        var total = wishes.entrySet().stream()
                .mapToLong(wish -> wish.getKey().price() * wish.getValue())
                .sum();
        misfits.unless(
                order.path("total").asLong() == total, "The order costs " + order.path("total") + ", not " + total);
        misfits.unless(order.path("items").size() == WISHES, "The order is of " + order.path("items"));
        misfits.unless(order.path("orderId").equals(order(key).path("orderId")), "The same key brought another order");
        misfits.unless(wishlist().isEmpty(), "The wishlist still holds " + wishlist());
        for (var good : goods) {
            compareStock(good, wishes.getOrDefault(good, 0));
        }
        checks.none(
                misfits.sentences(),
                "A wishlist is ordered whole and once; it is empty afterwards and stock went down by what was ordered.",
                Figures.of(
                        "products",
                        wishes.size(),
                        "units",
                        wishes.values().stream().mapToInt(each -> each).sum(),
                        "won",
                        total));
    }

    private JsonNode order(String key) throws InterruptedException {
        var call = Call.post("/api/v1/orders", token, Map.of("address", ADDRESS));
        return gateway.demand(call.once(key), 201);
    }

    private JsonNode wishlist() throws InterruptedException {
        return gateway.demand(Call.get("/api/v1/wishlist", token), 200).path("items");
    }

    private void compareStock(Good good, int ordered) throws InterruptedException {
        var stock = gateway.demand(Call.get("/api/v1/products/" + good.productId(), null), 200)
                .path("stock")
                .asLong();
        misfits.unless(
                stock == good.stock() - ordered,
                good.name() + " had " + good.stock() + " units, " + ordered + " were ordered, " + stock + " are left");
    }
}
