package com.timedeal.orderservice.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.coupon.IssuedCoupon;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestIdentity;
import com.timedeal.servicedefaults.identity.TestTokens;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(
        controllers = {CouponController.class, ClaimController.class},
        properties = "timedeal.payment.callback-secret=a-throw-away-secret-of-the-tests")
@Import({SimpleMeterRegistry.class, CouponController.Open.class})
@ContextConfiguration(initializers = TestIdentity.class)
class CouponControllerMvcTests {

    private static final UUID COUPON = TimeOrderedIds.next();
    private static final UUID USER = TimeOrderedIds.next();
    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00.123456Z");

    private static final String REQUEST = """
            {"title": "Autumn", "totalQuantity": 100, "discountAmount": 3000, "minOrderAmount": 20000,
             "opensAt": "2026-11-20T03:00:00Z", "closesAt": "2026-11-21T03:00:00Z", "validUntil": "2026-12-01T00:00:00Z"}
            """;

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private CreateCoupon createCoupon;

    @MockitoBean
    private Campaigns campaigns;

    @MockitoBean
    private ClaimCoupon claimCoupon;

    @Test
    void tellsAWinnerWhatTheyHave() {
        claimComesTo(new ClaimCouponResult.Issued(new IssuedCoupon(COUPON, USER, new IdempotencyKey("k"), NOW)));

        assertThat(claim("k"))
                .hasStatus(HttpStatus.CREATED)
                .bodyJson()
                .isStrictlyEqualTo(
                        "{\"couponId\": \"%s\", \"issuedAt\": \"2026-11-20T03:00:00.123456Z\"}".formatted(COUPON));
    }

    @Test
    void saysWhyNot() {
        refusedFor(new Claim.NotOpen(NOW.plusSeconds(60), NOW), "NOT_OPEN", "opensAt");
        refusedFor(new Claim.Closed(NOW.minusSeconds(60), NOW), "CLOSED", "closesAt");
        refusedFor(new Claim.SoldOut(), "SOLD_OUT", "detail");
        refusedFor(new Claim.LimitReached(1, 1), "ALREADY_CLAIMED", "detail");
    }

    private void refusedFor(Claim why, String code, String field) {
        claimComesTo(new ClaimCouponResult.Refused(why));

        assertThat(claim("k"))
                .hasStatus(HttpStatus.CONFLICT)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .hasPathSatisfying("$.code", found -> assertThat(found).isEqualTo(code))
                .hasPathSatisfying("$." + field, found -> assertThat(found).isNotNull());
    }

    @Test
    void aClaimNeedsAKeyAndAToken() {
        assertThat(claim(null))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(mvc.post().uri("/api/v1/coupons/{id}/claims", COUPON).header("Idempotency-Key", "k"))
                .hasStatus(HttpStatus.UNAUTHORIZED);
        then(claimCoupon).shouldHaveNoInteractions();
    }

    @Test
    void whatDoesNotExistIsNotFoundAndWhatIsBusyIsToComeBack() {
        claimComesTo(new ClaimCouponResult.NoSuchCoupon());
        assertThat(claim("k")).hasStatus(HttpStatus.NOT_FOUND);

        claimComesTo(new ClaimCouponResult.Unavailable());
        assertThat(claim("k")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE).containsHeader("Retry-After");
    }

    @Test
    void onlyAdministratorsAnnounceCoupons() {
        given(createCoupon.create(eq(USER), any(), any())).willReturn(COUPON);

        assertThat(announce(Role.SELLER, "k", REQUEST)).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(announce(Role.ADMIN, null, REQUEST)).hasStatus(HttpStatus.BAD_REQUEST);
        then(createCoupon).shouldHaveNoInteractions();
        assertThat(announce(Role.ADMIN, "k", REQUEST))
                .hasStatus(HttpStatus.CREATED)
                .bodyJson()
                .isStrictlyEqualTo("{\"couponId\": \"%s\"}".formatted(COUPON));
        assertThat(announce(Role.ADMIN, "k", REQUEST.replace("100", "null"))).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        var answer = announce(Role.ADMIN, "k", """
                {"title": " ", "totalQuantity": 0, "discountAmount": 0, "minOrderAmount": -1,
                 "opensAt": "2026-11-20T03:00:00Z", "closesAt": null}
                """);

        assertThat(answer)
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .hasPathSatisfying(
                        "$.errors[*].field",
                        fields -> assertThat(fields)
                                .asArray()
                                .containsExactlyInAnyOrder(
                                        "title",
                                        "totalQuantity",
                                        "discountAmount",
                                        "minOrderAmount",
                                        "closesAt",
                                        "validUntil"));
        for (var wrong : new String[] {"1.5", "\"100\"", "true"}) {
            assertThat(announce(Role.ADMIN, "k", REQUEST.replace("100", wrong)))
                    .as("totalQuantity %s", wrong)
                    .hasStatus(HttpStatus.BAD_REQUEST);
        }
        then(createCoupon).shouldHaveNoInteractions();
    }

    @Test
    void lookingNeedsNoTokenButOnesOwnDo() {
        assertThat(mvc.get().uri("/api/v1/coupons")).hasStatusOk();
        assertThat(mvc.get().uri("/api/v1/coupons/{id}", COUPON)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get().uri("/api/v1/users/me/coupons")).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    private void claimComesTo(ClaimCouponResult result) {
        given(claimCoupon.claim(USER, COUPON, new IdempotencyKey("k"))).willReturn(result);
    }

    private MvcTestResult claim(String key) {
        var request = mvc.post()
                .uri("/api/v1/coupons/{id}/claims", COUPON)
                .header("Authorization", TestTokens.bearer(USER, Role.BUYER));
        return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
    }

    private MvcTestResult announce(Role role, String key, String body) {
        var request = mvc.post()
                .uri("/api/v1/coupons")
                .header("Authorization", TestTokens.bearer(USER, role))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
    }
}
