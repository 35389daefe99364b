package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.command.Failure;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
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
    private final Clock clock;
    private final DemoArguments arguments;
    private final Random random;

    OpenShop(Gateway gateway, Clock clock, DemoArguments arguments) {
        this.gateway = gateway;
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
        var seller = signUpSeller();
        var goods = new ArrayList<Good>();
        for (var number = 0; number < PRODUCTS; number++) {
            goods.add(list(seller, NAMES.get(number), number == 0 ? arguments.units() : 0));
        }
        return new Shop(schedule(seller, goods.getFirst(), times), goods.subList(1, PRODUCTS));
    }

    /** Another seller with one product, of which there is no deal. */
    Good openStall() throws InterruptedException {
        return list(signUpSeller(), NAMES.get(PRODUCTS), 0);
    }

    private String signUpSeller() throws InterruptedException {
        var secrets = new SecureRandom();
        var email = "seller-" + hex(secrets, 8) + "@example.com";
        var password = hex(secrets, 16);
        var person = Map.of(
                "email",
                email,
                "password",
                password,
                "name",
                "Demo Seller",
                "nickname",
                "demo-seller",
                "phone",
                "010-1234-5678");
        var answer = gateway.ask(Call.post("/api/v1/users", null, person));
        // Nobody else has this address: it is taken by ourselves if an earlier answer was lost.
        if (answer.status() != 201 && !answer.code().equals("EMAIL_TAKEN")) {
            throw new Failure("The seller could not sign up: the answer was " + answer.inWords());
        }
        var login = Call.post("/api/v1/auth/login", null, Map.of("email", email, "password", password));
        var asBuyer = gateway.demand(login, 200).path("accessToken").asText();
        gateway.demand(Call.put("/api/v1/users/me/seller", asBuyer, null), 204);
        // What one may do stands in the token, so a new one is needed.
        return gateway.demand(login, 200).path("accessToken").asText();
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

    private static String hex(SecureRandom random, int bytes) {
        var chosen = new byte[bytes];
        random.nextBytes(chosen);
        return HexFormat.of().formatHex(chosen);
    }
}
