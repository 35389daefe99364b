package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.secrets.Secrets;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Steps before, after or besides the one that is due: each is refused by name, changes nothing (the audit follows) and, where nobody
 * honest would take it, is told to whoever watches. What needs time, an order that expired or goods that came, is tried in
 * order-service's own tests.
 */
@ExtendWith(RunningPlatform.class)
@Order(10)
class StepsIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String BYPASS = "BUSINESS_RULE_BYPASS";

    @Test
    void anOrderIsPaidForOnce(Installation installation) throws Exception {
        var buyer = installation.buyer();
        var order = order(buyer, installation.seller().list(1));
        var key = Buyer.newKey();
        var paid = buyer.pay(order, Seller.PRICE, key);
        assertThat(paid.status()).as(paid.inWords()).isEqualTo(201);

        assertThat(buyer.pay(order, Seller.PRICE, key).body().path("paymentId"))
                .isEqualTo(paid.body().path("paymentId"));
        assertThat(bypasses(installation, order)).isEmpty();
        assertRefused(buyer.pay(order, Seller.PRICE, Buyer.newKey()), "NOT_PAYABLE");

        assertThat(buyer.payments(order)).hasSize(1);
        assertTold(installation, order, "NOT_PAYABLE", "PAID");
    }

    @Test
    void aCancelledOrderIsNeitherPaidForNorCancelledNorSentBack(Installation installation) throws Exception {
        var seller = installation.seller();
        var product = seller.list(3);
        var buyer = installation.buyer();
        var order = order(buyer, product);
        assertThat(buyer.cancel(order).status()).isEqualTo(201);
        await().atMost(SOON).until(() -> seller.stock(product) == 3);

        assertRefused(buyer.pay(order, Seller.PRICE, Buyer.newKey()), "NOT_PAYABLE");
        assertRefused(buyer.cancel(order), "NOT_CANCELLABLE");
        assertRefused(buyer.sendBack(order), "NOT_RETURNABLE");

        assertThat(buyer.payments(order)).isEmpty();
        assertThat(buyer.order(order).path("status").asText()).isEqualTo("CANCELLED");
        assertThat(seller.stock(product)).as("they came back once").isEqualTo(3);
        assertTold(installation, order, "NOT_PAYABLE", "CANCELLED");
        assertTold(installation, order, "NOT_CANCELLABLE", "CANCELLED");
        assertTold(installation, order, "NOT_RETURNABLE", "CANCELLED");
    }

    @Test
    void nothingIsSentBackBeforeItCame(Installation installation) throws Exception {
        var buyer = installation.buyer();
        var order = order(buyer, installation.seller().list(1));
        assertRefused(buyer.sendBack(order), "NOT_RETURNABLE");
        assertTold(installation, order, "NOT_RETURNABLE", "PAYMENT_DUE");
        assertThat(buyer.pay(order, Seller.PRICE, Buyer.newKey()).status()).isEqualTo(201);

        assertRefused(buyer.sendBack(order), "NOT_RETURNABLE");

        assertThat(buyer.order(order).path("status").asText()).isEqualTo("PAID");
        assertTold(installation, order, "NOT_RETURNABLE", "PAID");
    }

    @Test
    void aCouponIsForOneOrderAtATimeAndComesBackOnce(Installation installation) throws Exception {
        var product = installation.seller().list(10);
        var buyer = installation.buyer();
        var coupon = installation.announceCoupon(1, 1_000);
        assertThat(buyer.claim(coupon, Buyer.newKey()).status()).isEqualTo(201);
        var first = orderWith(coupon, buyer, product);

        var another = buyer.orderItem(product, 1, coupon, Buyer.newKey());
        assertRefused(another, "COUPON_USED");
        assertThat(buyer.couponStatus()).isEqualTo("USED");
        assertTold(installation, buyer.id(), "COUPON_USED", "REJECTED");

        assertThat(buyer.cancel(first).status()).isEqualTo(201);
        assertThat(buyer.couponStatus()).isEqualTo("USABLE");
        var second = orderWith(coupon, buyer, product);
        assertRefused(buyer.cancel(first), "NOT_CANCELLABLE");
        assertThat(buyer.couponStatus()).as("it is the second one's now").isEqualTo("USED");
        assertRefused(buyer.orderItem(product, 1, coupon, Buyer.newKey()), "COUPON_USED");
        assertThat(buyer.pay(second, Seller.PRICE - 1_000, Buyer.newKey()).status())
                .isEqualTo(201);
        assertThat(buyer.orders().stream()
                        .filter(order -> order.path("discount").asLong() > 0)
                        .map(order -> order.path("status").asText()))
                .containsExactlyInAnyOrder("PAID", "CANCELLED");
    }

    @Test
    void aCouponOfSomebodyElseIsNone(Installation installation) throws Exception {
        var product = installation.seller().list(10);
        var owner = installation.buyer();
        var coupon = installation.announceCoupon(1, 1_000);
        assertThat(owner.claim(coupon, Buyer.newKey()).status()).isEqualTo(201);
        var thief = installation.buyer();

        assertRefused(thief.orderItem(product, 1, coupon, Buyer.newKey()), "COUPON_UNKNOWN");

        assertThat(owner.couponStatus()).isEqualTo("USABLE");
        assertTold(installation, thief.id(), "COUPON_UNKNOWN", "REJECTED");
    }

    @Test
    void aDealIsBoughtWhileItIsOpenAndToAskTooEarlyOrTooLateIsNoOffence(Installation installation) throws Exception {
        var seller = installation.seller();
        var offer = seller.offer(seller.list(10), 10, 1, Duration.ofSeconds(3), Duration.ofMinutes(5));
        var buyer = installation.buyer();

        assertRefused(buyer.buy(offer.dealId(), Buyer.newKey()), "NOT_OPEN");
        seller.awaitOpen(offer);
        seller.close(offer);
        await().atMost(SOON).untilAsserted(() -> assertRefused(buyer.buy(offer.dealId(), Buyer.newKey()), "CLOSED"));

        assertThat(buyer.orders()).isEmpty();
        seller.awaitSettled(offer);
        assertThat(seller.stock(offer.productId())).isEqualTo(10);
        assertThat(bypasses(installation, buyer.id())).isEmpty();
    }

    @Test
    void theIdOfOneThingOpensNoOther(Installation installation) throws Exception {
        var seller = installation.seller();
        var product = seller.list(10);
        var offer = seller.offer(product, 5, 1, Duration.ofSeconds(2), Duration.ofMinutes(5));
        var coupon = installation.announceCoupon(1, 1_000);
        var buyer = installation.buyer();
        seller.awaitOpen(offer);

        for (var notADeal : List.of(coupon, product, UUID.randomUUID())) {
            assertThat(buyer.buy(notADeal, Buyer.newKey()).inWords()).startsWith("404 NOT_FOUND");
        }
        for (var notACoupon : List.of(offer.dealId(), product, UUID.randomUUID())) {
            assertThat(buyer.claim(notACoupon, Buyer.newKey()).inWords()).startsWith("404 NOT_FOUND");
        }
        assertThat(buyer.orderItem(offer.dealId(), 1, null, Buyer.newKey()).code())
                .isEqualTo("UNKNOWN_PRODUCT");

        assertThat(buyer.orders().stream().map(order -> order.path("status").asText()))
                .allMatch("REJECTED"::equals);
        seller.close(offer);
        seller.awaitSettled(offer);
        assertThat(seller.stock(product)).isEqualTo(10);
    }

    @Test
    void aCallbackThatComesAgainOrSaysOtherwiseChangesNothing(Installation installation) throws Exception {
        var buyer = installation.buyer();
        var order = order(buyer, installation.seller().list(1));
        var payment = buyer.pay(order, Seller.PRICE, Buyer.newKey())
                .body()
                .path("paymentId")
                .asText();
        var succeeded =
                "{\"paymentId\":\"%s\",\"status\":\"SUCCEEDED\",\"amount\":%d}".formatted(payment, Seller.PRICE);
        var failed = "{\"paymentId\":\"%s\",\"status\":\"FAILED\",\"reason\":\"LATE\"}".formatted(payment);

        assertThat(callback(installation, succeeded, "00".repeat(32)).statusCode())
                .isEqualTo(401);
        for (var news : List.of(succeeded, succeeded, failed, failed, succeeded)) {
            var answer = callback(installation, news, null);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        }

        assertThat(buyer.order(order).path("status").asText()).isEqualTo("PAID");
        assertThat(buyer.payments(order))
                .singleElement()
                .satisfies(made -> assertThat(made.path("status").asText()).isEqualTo("SUCCEEDED"));
    }

    // ---- ------------------------------------------------------------------------------------------------------

    private static UUID order(Buyer buyer, UUID product) throws InterruptedException {
        return orderWith(null, buyer, product);
    }

    private static UUID orderWith(UUID coupon, Buyer buyer, UUID product) throws InterruptedException {
        var answer = buyer.orderItem(product, 1, coupon, Buyer.newKey());
        assertThat(answer.status()).as(answer.inWords()).isEqualTo(201);
        return Buyer.orderId(answer.body());
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.status() + " " + answer.code()).as(answer.inWords()).isEqualTo("409 " + code);
    }

    private static void assertTold(Installation installation, UUID about, String code, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bypasses(installation, about))
                        .anyMatch(line -> line.contains("code=\"" + code + "\"")
                                && line.contains("state=\"" + state + "\"")
                                && line.contains("userId=")));
    }

    private static List<String> bypasses(Installation installation, UUID about) throws Exception {
        return LogsIT.lines(installation).stream()
                .filter(line -> line.contains("timedeal.security") && line.contains(BYPASS))
                .filter(line -> line.contains(about.toString()))
                .toList();
    }

    /** @param signature null for the right one */
    private static HttpResponse<String> callback(Installation installation, String body, String signature)
            throws Exception {
        var at = Long.toString(Instant.now().getEpochSecond());
        var mac = Mac.getInstance("HmacSHA256");
        var secret = Secrets.read(installation.platform().settings().home()).get("TIMEDEAL_PAYMENT_CALLBACK_SECRET");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var right = HexFormat.of().formatHex(mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8)));
        try (var door = new Door(installation.platform().address("gateway-service"))) {
            return door.send(
                    "POST",
                    "/api/v1/payments/callbacks/simulated",
                    null,
                    body,
                    "Timedeal-Signature",
                    "t=" + at + ",v1=" + (signature == null ? right : signature));
        }
    }
}
