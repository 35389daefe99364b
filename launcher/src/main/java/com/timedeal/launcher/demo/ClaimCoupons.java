package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.demo.Checks.Misfits;
import com.timedeal.launcher.demo.OpenShop.Good;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A coupon for the first who come, and a crowd that wants it; one of those who have it uses it for an order. */
final class ClaimCoupons {

    private static final int COUPONS = 20;
    private static final long DISCOUNT = 1_000;

    private final Scene scene;
    private final String admin;
    private final Misfits misfits = new Misfits();
    private final ConcurrentLinkedQueue<Buyer> winners = new ConcurrentLinkedQueue<>();
    private final AtomicInteger soldOut = new AtomicInteger();

    /** @param admin token of somebody who may announce coupons */
    ClaimCoupons(Scene scene, String admin) {
        this.scene = scene;
        this.admin = admin;
    }

    /** @param good to be ordered with a coupon */
    void run(Good good) throws InterruptedException {
        scene.progress()
                .step("coupons", () -> winners.size() + " of " + COUPONS + " taken, " + soldOut + " times sold out");
        var coupon = announce().path("couponId").asText();
        var claims = "/api/v1/coupons/" + coupon + "/claims";
        InParallel.each(scene.crowd(), buyer -> claim(claims, buyer));
        var expected = Math.min(COUPONS, scene.crowd().size());
        misfits.unless(winners.size() == expected, winners.size() + " have a coupon, not " + expected);
        for (var winner : winners) {
            misfits.unless(
                    ask(claims, winner).status() == 201, "A winner who asks again with the same key does not have it");
        }
        var order = winners.isEmpty() ? null : order(good, coupon, winners.element());
        misfits.unless(
                order == null || order.path("total").asLong() == good.price() - DISCOUNT,
                "The order with a coupon of " + DISCOUNT + " won is " + order);
        scene.checks()
                .none(
                        misfits.sentences(),
                        "Coupons go to as many people as there are coupons, one each, and one that is used takes its discount off.",
                        Figures.of("coupons", COUPONS, "claimed", winners.size(), "sold_out", soldOut.get()));
    }

    private JsonNode announce() throws InterruptedException {
        var now = Instant.now();
        var terms = Map.of(
                "title",
                "For the first " + COUPONS,
                "totalQuantity",
                COUPONS,
                "discountAmount",
                DISCOUNT,
                "minOrderAmount",
                DISCOUNT,
                "opensAt",
                now.minusSeconds(1).toString(),
                "closesAt",
                now.plus(Duration.ofHours(1)).toString(),
                "validUntil",
                now.plus(Duration.ofDays(1)).toString());
        var call = Call.post("/api/v1/coupons", admin, terms);
        return scene.gateway().demand(call.once(UUID.randomUUID().toString()), 201);
    }

    private void claim(String claims, Buyer buyer) throws InterruptedException {
        var answer = ask(claims, buyer);
        if (answer.status() == 201) {
            winners.add(buyer);
        } else if (answer.code().equals("SOLD_OUT")) {
            soldOut.incrementAndGet();
        } else {
            misfits.unless(false, "A claim was answered with " + answer.inWords());
        }
    }

    private Answer ask(String claims, Buyer buyer) throws InterruptedException {
        return scene.gateway().ask(Call.post(claims, buyer.token(), null).once(buyer.key()));
    }

    private JsonNode order(Good good, String coupon, Buyer buyer) throws InterruptedException {
        var body = Map.of(
                "address",
                OrderWishlist.ADDRESS,
                "couponId",
                coupon,
                "items",
                List.of(Map.of("productId", good.productId(), "quantity", 1)));
        return scene.gateway()
                .demand(
                        Call.post("/api/v1/orders", buyer.token(), body)
                                .once(UUID.randomUUID().toString()),
                        201);
    }
}
