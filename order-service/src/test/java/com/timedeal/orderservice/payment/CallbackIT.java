package com.timedeal.orderservice.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.LifeCycleFixture;
import com.timedeal.orderservice.provider.CallbackSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

class CallbackIT extends LifeCycleFixture {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    CallbackSignature signature;

    @Test
    void aMethodThatSettlesLaterSettlesByCallback() {
        var order = anOrder(buyer);

        var answer = pay(order, buyer, "k", "callback:300", "MOBILE", PRICE);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        await().untilAsserted(() -> assertThat(statusOf(order)).isEqualTo("PAID"));
        assertThat(pay(order, buyer, "k", "callback:300", "MOBILE", PRICE).getStatusCode())
                .isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void aCallbackThatComesTwiceHasOneEffect() {
        var order = anOrder(buyer);

        pay(order, buyer, "k", "callback-twice:100");

        await().until(() -> jdbc.sql("select callbacks = 0 from simulated_charge where order_id = ?")
                .param(order)
                .query(Boolean.class)
                .single());
        await().untilAsserted(() -> assertThat(statusOf(order)).isEqualTo("PAID"));
        assertThat(paymentsOf(order)).containsExactly("SUCCEEDED");
    }

    @Test
    void manyCallbacksAtOnceHaveOneEffect() throws Exception {
        var order = anOrder(buyer);
        var payment = pending(order);
        var body = body(payment, "SUCCEEDED", PRICE);

        var answers = atOnce(12, i -> post("simulated", signature.sign(bytes(body)), body));

        assertThat(answers).containsOnly(HttpStatus.NO_CONTENT);
        assertThat(statusOf(order)).isEqualTo("PAID");
        assertThat(jdbc.sql("select count(*) from order_transition where order_id = ? and status = 'PAID'")
                        .param(order)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aFailedPaymentMayBeToldByCallbackToo() {
        var order = anOrder(buyer);
        var body = body(pending(order), "FAILED", PRICE);

        assertThat(post("simulated", signature.sign(bytes(body)), body)).isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(paymentsOf(order)).containsExactly("FAILED");
        assertThat(statusOf(order)).isEqualTo("PAYMENT_DUE");
    }

    @Test
    void nobodyElseCanSettleAPayment() {
        var order = anOrder(buyer);
        var body = body(pending(order), "SUCCEEDED", PRICE);
        var now = Instant.now().getEpochSecond();
        var genuine = signature.sign(bytes(body));

        assertThat(post("simulated", null, body)).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(post("simulated", "", body)).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(post("simulated", "t=" + now + ",v1=" + "0".repeat(64), body))
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(post("simulated", signed("another-secret-of-somebody", now, body), body))
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(post("simulated", genuine, body.replace("SUCCEEDED", "FAILED")))
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(post("simulated", genuine.toUpperCase(java.util.Locale.ROOT), body))
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(post("simulated", signed(CALLBACK_SECRET, now - 360, body), body))
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(post("simulated", signed(CALLBACK_SECRET, now + 360, body), body))
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(statusOf(order)).isEqualTo("PAYMENT_DUE");

        assertThat(post("simulated", signed(CALLBACK_SECRET, now - 200, body), body))
                .isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(statusOf(order)).isEqualTo("PAID");
    }

    @Test
    void answersNonsenseClearly() {
        var order = anOrder(buyer);
        var payment = pending(order);

        assertThat(post("unheard-of", "", "{}")).isEqualTo(HttpStatus.NOT_FOUND);
        for (var nonsense : new String[] {
            "", "[]", "null", "{", "{}", "{\"paymentId\":\"x\",\"status\":\"SUCCEEDED\"}", body(payment, "MAYBE", PRICE)
        }) {
            assertThat(post("simulated", signature.sign(bytes(nonsense)), nonsense))
                    .as(nonsense)
                    .isEqualTo(HttpStatus.BAD_REQUEST);
        }
        var wrongAmount = body(payment, "SUCCEEDED", PRICE - 1);
        assertThat(post("simulated", signature.sign(bytes(wrongAmount)), wrongAmount))
                .isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        var unknown = body(UUID.randomUUID().toString(), "SUCCEEDED", PRICE);
        assertThat(post("simulated", signature.sign(bytes(unknown)), unknown)).isEqualTo(HttpStatus.NO_CONTENT);
        var huge = " ".repeat(20_000) + wrongAmount;
        assertThat(post("simulated", signature.sign(bytes(huge)), huge)).isEqualTo(HttpStatus.PAYLOAD_TOO_LARGE);
        assertThat(statusOf(order)).isEqualTo("PAYMENT_DUE");
    }

    private String pending(UUID order) {
        var answer = pay(order, buyer, "k", null, "VIRTUAL_ACCOUNT", PRICE);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        return (String) answer.getBody().get("paymentId");
    }

    private static String body(String payment, String status, long amount) {
        return "{\"paymentId\":\"%s\",\"status\":\"%s\",\"amount\":%d}".formatted(payment, status, amount);
    }

    private HttpStatusCode post(String provider, String signed, String body) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        if (signed != null) {
            headers.set(CallbackSignature.HEADER, signed);
        }
        return http.exchange(
                        "/api/v1/payments/callbacks/" + provider,
                        HttpMethod.POST,
                        new HttpEntity<>(bytes(body), headers),
                        Map.class)
                .getStatusCode();
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** Written out here once more, so that a change of the scheme is noticed. */
    private static String signed(String secret, long at, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
            return "t=" + at + ",v1=" + HexFormat.of().formatHex(mac.doFinal(bytes(at + "." + body)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
