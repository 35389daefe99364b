package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.command.Failure;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A seller comes to the platform the way every seller does, lists five products and sets up the deal. */
final class OpenShop {

    private static final List<String> NAMES = List.of(
            "Wireless earbuds", "Air fryer", "Robot vacuum", "Mechanical keyboard", "Camping lantern", "Rice cooker");
    private static final int PRODUCTS = 5;
    private static final int LEAST_PRICE = 20;
    private static final int HIGHEST_PRICE = 200;
    private static final long THOUSAND = 1_000;

    private final Gateway gateway;
    private final Sellers sellers;
    private final Clock clock;
    private final DemoArguments arguments;
    private final Random random;

    OpenShop(Gateway gateway, Sellers sellers, Clock clock, DemoArguments arguments) {
        this.gateway = gateway;
        this.sellers = sellers;
        this.clock = clock;
        this.arguments = arguments;
        this.random = new Random(arguments.seed());
    }

    /** @param price won */
    record Good(UUID productId, String name, long price, long stock) {}

    /** @param others what is sold regularly */
    record Shop(Deal deal, List<Good> others) {}

    /** The deal's time begins to run when everything else is done. */
    Shop open(Arrival.Times times) throws InterruptedException {
        var seller = newSeller();
        var goods = new ArrayList<Good>();
        for (var number = 0; number < PRODUCTS; number++) {
            goods.add(list(seller, NAMES.get(number), number == 0 ? arguments.units() : 0));
        }
        return new Shop(schedule(seller, goods.getFirst(), times), goods.subList(1, PRODUCTS));
    }

    /** Another seller with one product, of which there is no deal. */
    Good openStall() throws InterruptedException {
        return list(newSeller(), NAMES.get(PRODUCTS), 0);
    }

    private String newSeller() throws InterruptedException {
        return sellers.next(gateway);
    }

    /** @param setAside what must be there for the deal, on top of what is sold regularly */
    private Good list(String seller, String name, int setAside) throws InterruptedException {
        var price = THOUSAND * random.nextInt(LEAST_PRICE, HIGHEST_PRICE);
        var stock = setAside + random.nextInt(50, 150);
        var product =
                Map.of("name", name, "description", "Seed " + arguments.seed(), "price", price, "stock", (long) stock);
        var listed = gateway.demand(Call.post("/api/v1/products", seller, product), 201);
        return new Good(id(listed, "productId"), name, price, stock);
    }

    private Deal schedule(String seller, Good good, Arrival.Times times) throws InterruptedException {
        var opensAt = Instant.now(clock).plus(times.opensIn()).truncatedTo(ChronoUnit.MILLIS);
        var closesAt = opensAt.plus(times.openFor());
        var price = good.price() / 2;
        var terms = Map.of(
                "productId", good.productId().toString(),
                "dealPrice", price,
                "quantity", arguments.units(),
                "perUserLimit", 1,
                "opensAt", opensAt.toString(),
                "closesAt", closesAt.toString());
        var call =
                Call.post("/api/v1/deals", seller, terms).once(UUID.randomUUID().toString());
        var dealId = id(gateway.demand(call, 201), "dealId");
        return new Deal(dealId, good.productId(), price, arguments.units(), good.stock(), opensAt, closesAt);
    }

    private static UUID id(JsonNode body, String field) {
        try {
            return UUID.fromString(body.path(field).asText());
        } catch (IllegalArgumentException e) {
            throw new Failure("There is no " + field + " in " + body, e);
        }
    }
}
