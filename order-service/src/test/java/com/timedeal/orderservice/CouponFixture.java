package com.timedeal.orderservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Coupons to claim, to use and to get back. Goods cost 10,000 won apiece. */
public abstract class CouponFixture extends LifeCycleFixture {

    protected static final int UNIT_PRICE = 10_000;

    protected ResponseEntity<Map<String, Object>> announce(UUID admin, String key, Map<String, Object> body) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(TestTokens.of(admin, Role.ADMIN));
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return http.exchange(
                "/api/v1/coupons",
                HttpMethod.POST,
                new HttpEntity<>(body, headers),
                new ParameterizedTypeReference<>() {});
    }

    /** @param units null for as many as are asked for */
    protected Map<String, Object> terms(Long units, long discount, long minimum) {
        var now = clock.now();
        var terms = new HashMap<String, Object>();
        terms.put("title", "가을 할인");
        terms.put("totalQuantity", units);
        terms.put("discountAmount", discount);
        terms.put("minOrderAmount", minimum);
        terms.put("opensAt", now.minusSeconds(10).toString());
        terms.put("closesAt", now.plus(Duration.ofMinutes(10)).toString());
        terms.put("validUntil", now.plus(Duration.ofDays(1)).toString());
        return terms;
    }

    protected UUID aCoupon(Map<String, Object> terms) {
        var answer = announce(UUID.randomUUID(), "k", terms);
        assertThat(answer.getStatusCode()).as("%s", answer.getBody()).isEqualTo(HttpStatus.CREATED);
        return UUID.fromString((String) answer.getBody().get("couponId"));
    }

    protected UUID aCoupon(Long units, long discount, long minimum) {
        return aCoupon(terms(units, discount, minimum));
    }

    /** As clients are told to: after a 503 asks again with the same key. */
    protected ResponseEntity<Map<String, Object>> claim(UUID coupon, UUID user, String key) {
        return insist(() -> call(HttpMethod.POST, "/api/v1/coupons/" + coupon + "/claims", user, key, null));
    }

    /** A coupon in somebody's hands. */
    protected UUID aCouponOf(UUID user, long discount, long minimum) {
        var coupon = aCoupon(5L, discount, minimum);
        assertThat(claim(coupon, user, "k").getStatusCode()).isEqualTo(HttpStatus.CREATED);
        return coupon;
    }

    protected ResponseEntity<Map<String, Object>> order(
            UUID user, String key, UUID product, long quantity, UUID coupon) {
        var body = new HashMap<String, Object>();
        body.put("address", ADDRESS);
        body.put("items", List.of(Map.of("productId", product, "quantity", quantity)));
        if (coupon != null) {
            body.put("couponId", coupon);
        }
        return insist(() -> call(HttpMethod.POST, "/api/v1/orders", user, key, body));
    }

    /** An order that uses a coupon, not paid for. */
    protected UUID anOrderWith(UUID coupon, UUID user) {
        var answer = order(user, UUID.randomUUID().toString(), PRODUCT_SERVICE.aProduct(10), 1, coupon);
        assertThat(answer.getStatusCode()).as("%s", answer.getBody()).isEqualTo(HttpStatus.CREATED);
        return UUID.fromString((String) orderId(answer));
    }

    @SuppressWarnings("unchecked")
    protected Map<String, Object> mine(UUID user, UUID coupon) {
        var answer = call(HttpMethod.GET, "/api/v1/users/me/coupons", user, null, null);
        return ((List<Map<String, Object>>) answer.getBody().get("items"))
                .stream()
                        .filter(item -> item.get("couponId").equals(coupon.toString()))
                        .findFirst()
                        .orElseThrow();
    }

    protected Object statusOf(UUID user, UUID coupon) {
        return mine(user, coupon).get("status");
    }

    protected long issued(UUID coupon) {
        return jdbc.sql("select count(*) from issued_coupon where coupon_id = ?")
                .param(coupon)
                .query(Long.class)
                .single();
    }

    protected void isOverNow(UUID coupon) {
        jdbc.sql("update coupon set valid_until = sysdate(6) where coupon_id = ?")
                .param(coupon)
                .update();
    }
}
