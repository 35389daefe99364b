package com.timedeal.orderservice.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.orderservice.CouponFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

class CreateCouponIT extends CouponFixture {

    private final UUID admin = UUID.randomUUID();

    @Test
    void oneKeyMakesOneCouponHoweverOftenItIsSent() throws Exception {
        var terms = terms(5L, 1_000, 0);

        var answers = atOnce(8, i -> insist(() -> announce(admin, "k", terms)));

        assertThat(answers).allMatch(answer -> answer.getStatusCode() == HttpStatus.CREATED);
        assertThat(answers.stream()
                        .map(answer -> answer.getBody().get("couponId"))
                        .distinct())
                .hasSize(1);
        assertThat(jdbc.sql("select count(*) from coupon where created_by = ?")
                        .param(admin)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        terms.put("totalQuantity", 6);
        assertThat(announce(admin, "k", terms).getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
    }

    @Test
    void isShownToAnybodyUntilItCloses() {
        var coupon = aCoupon(5L, 1_000, 20_000);
        claim(coupon, UUID.randomUUID(), "k");

        var shown = anonymously("/api/v1/coupons/" + coupon);
        assertThat(shown)
                .containsEntry("title", "가을 할인")
                .containsEntry("discountAmount", 1_000)
                .containsEntry("minOrderAmount", 20_000)
                .containsEntry("totalQuantity", 5)
                .containsEntry("left", 4)
                .containsKeys("opensAt", "closesAt", "validUntil", "serverTime");
        assertThat(listed()).contains(coupon.toString());

        jdbc.sql("update allotment set closes_at = sysdate(6) where allotment_id = ?")
                .param(coupon)
                .update();
        assertThat(listed()).doesNotContain(coupon.toString());
        assertThat(anonymously("/api/v1/coupons/" + coupon)).containsEntry("left", 4);
        assertThat(anonymously("/api/v1/coupons/" + UUID.randomUUID())).containsEntry("code", "NOT_FOUND");
    }

    @Test
    void timesThatMakeNoSenseAreRefused() {
        var now = clock.now();
        refused("closesAt", now.minusSeconds(20).toString(), "INVALID_WINDOW");
        refused("opensAt", now.plus(Duration.ofMinutes(20)).toString(), "INVALID_WINDOW");
        refused("validUntil", now.plusSeconds(60).toString(), "INVALID_WINDOW");
        refused("validUntil", now.plus(Duration.ofDays(2000)).toString(), "INVALID_WINDOW");
        var over = terms(5L, 1_000, 0);
        over.put("opensAt", now.minusSeconds(100).toString());
        over.put("closesAt", now.minusSeconds(50).toString());
        assertThat(code(announce(admin, "k", over))).isEqualTo("INVALID_WINDOW");
    }

    private void refused(String field, Object value, String code) {
        var terms = terms(5L, 1_000, 0);
        terms.put(field, value);
        var answer = announce(admin, "k", terms);
        assertThat(answer.getStatusCode()).as("%s = %s", field, value).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(code(answer)).isEqualTo(code);
    }

    private Map<String, Object> anonymously(String path) {
        return http.exchange(
                        path,
                        HttpMethod.GET,
                        new HttpEntity<>(new HttpHeaders()),
                        new ParameterizedTypeReference<Map<String, Object>>() {})
                .getBody();
    }

    @SuppressWarnings("unchecked")
    private List<String> listed() {
        var pages = (int) anonymously("/api/v1/coupons?size=100").get("totalPages");
        return IntStream.range(0, Math.max(1, pages))
                .mapToObj(page -> anonymously("/api/v1/coupons?size=100&page=" + page))
                .flatMap(page -> ((List<Map<String, Object>>) page.get("items")).stream())
                .map(item -> (String) item.get("couponId"))
                .toList();
    }
}
