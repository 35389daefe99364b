package com.timedeal.launcher.bench;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.demo.Gateway;
import com.timedeal.launcher.tokens.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sets up what is bought: deals the way a seller does, and sales of the lab. */
final class Sales {

    /** More than any measurement takes. */
    static final long PLENTY = 2_000_000;

    private static final Duration SOON = Duration.ofMillis(1_500);
    private static final Duration OPEN_FOR = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Gateway gateway;
    private final Gateway lab;
    private final Tokens tokens;
    private final Books books;
    private final Clock clock;

    Sales(Gateway gateway, Gateway lab, Tokens tokens, Books books, Clock clock) {
        this.gateway = gateway;
        this.lab = lab;
        this.tokens = tokens;
        this.books = books;
        this.clock = clock;
    }

    /** That many deals of one product, open when this returns. */
    List<UUID> openDeals(int count, long units) throws InterruptedException {
        var deals = deals(count, units, SOON);
        awaitOpen(deals);
        return deals;
    }

    /** Deals that do not open before the measurement is over. */
    List<UUID> laterDeals(int count) throws InterruptedException {
        var deals = deals(count, PLENTY, Duration.ofHours(1));
        awaitAllotments(deals);
        return deals;
    }

    private List<UUID> deals(int count, long units, Duration opensIn) throws InterruptedException {
        var seller = tokens.of(Role.SELLER);
        var product = Map.of(
                "name", "Something worth waiting for", "description", "-", "price", 19_900L, "stock", count * units);
        var productId = gateway.demand(Call.post("/api/v1/products", seller, product), 201)
                .path("productId")
                .asText();
        var deals = new ArrayList<UUID>();
        for (var i = 0; i < count; i++) {
            var opensAt = Instant.now(clock).plus(opensIn).truncatedTo(ChronoUnit.MILLIS);
            var terms = Map.of(
                    "productId",
                    productId,
                    "dealPrice",
                    9_900L,
                    "quantity",
                    units,
                    "perUserLimit",
                    1,
                    "opensAt",
                    opensAt.toString(),
                    "closesAt",
                    opensAt.plus(OPEN_FOR).toString());
            var call = Call.post("/api/v1/deals", seller, terms)
                    .once(UUID.randomUUID().toString());
            deals.add(UUID.fromString(gateway.demand(call, 201).path("dealId").asText()));
        }
        return deals;
    }

    /** That many campaigns, open when this returns. */
    List<UUID> openCoupons(int count) throws InterruptedException {
        var admin = tokens.of(Role.ADMIN);
        var opensAt = Instant.now(clock).truncatedTo(ChronoUnit.MILLIS);
        var coupons = new ArrayList<UUID>();
        for (var i = 0; i < count; i++) {
            var terms = Map.of(
                    "title",
                    "Something off",
                    "totalQuantity",
                    PLENTY,
                    "discountAmount",
                    1_000L,
                    "minOrderAmount",
                    10_000L,
                    "opensAt",
                    opensAt.toString(),
                    "closesAt",
                    opensAt.plus(OPEN_FOR).toString(),
                    "validUntil",
                    opensAt.plus(OPEN_FOR).plus(OPEN_FOR).toString());
            var call = Call.post("/api/v1/coupons", admin, terms)
                    .once(UUID.randomUUID().toString());
            coupons.add(
                    UUID.fromString(gateway.demand(call, 201).path("couponId").asText()));
        }
        awaitOpen(coupons);
        return coupons;
    }

    private void awaitAllotments(List<UUID> deals) throws InterruptedException {
        await("allotments", deals, "select count(*) from timedeal_order.allotment where allotment_id in (%s)");
    }

    private void awaitOpen(List<UUID> deals) throws InterruptedException {
        await(
                "open deals",
                deals,
                "select count(*) from timedeal_order.allotment where opens_at < sysdate(6) and allotment_id in (%s)");
    }

    private void await(String what, List<UUID> deals, String sql) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var counting = sql.formatted("?, ".repeat(deals.size() - 1) + "?");
        while (books.number(counting, deals.toArray()) < deals.size()) {
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        "There are not " + deals.size() + " " + what + " after " + PATIENCE.toSeconds() + " s.");
            }
            Thread.sleep(20);
        }
    }

    /** One buyer takes the only unit of each. */
    void sellOut(List<UUID> deals) throws InterruptedException {
        for (var deal : deals) {
            var call = Call.post("/api/v1/deals/" + deal + "/orders", tokens.of(Role.BUYER), Map.of("quantity", 1))
                    .once("first");
            gateway.demand(call, 201);
        }
    }

    List<UUID> labSales(int count) throws InterruptedException {
        var admin = tokens.of(Role.ADMIN);
        var sales = new ArrayList<UUID>();
        for (var i = 0; i < count; i++) {
            var call = Call.post("/lab/sales", admin, Map.of("units", PLENTY, "perUserLimit", 1));
            sales.add(UUID.fromString(lab.demand(call, 201).path("saleId").asText()));
        }
        return sales;
    }

    void tuneLab(int poolSize, int retries) throws InterruptedException {
        lab.demand(
                Call.put("/lab/tuning", tokens.of(Role.ADMIN), Map.of("poolSize", poolSize, "retries", retries)), 204);
    }

    /** Orders that the lab has promised and not yet written. */
    long labBacklog(String admin) throws InterruptedException {
        return lab.demand(Call.get("/lab/backlog", admin), 200).path("waiting").asLong();
    }

    /** @return pieces of work in a second */
    double floor(String query) throws InterruptedException {
        var measured = lab.demand(Call.post("/lab/floor/" + query, tokens.of(Role.ADMIN), null), 200);
        return measured.path("done").asLong() * 1e6 / measured.path("micros").asLong();
    }

    String admin() {
        return tokens.of(Role.ADMIN);
    }
}
