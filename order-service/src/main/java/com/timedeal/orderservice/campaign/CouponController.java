package com.timedeal.orderservice.campaign;

import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.OpenEndpoints;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Coupons as everybody sees them, announcing one, and those that somebody has. */
@RestController
class CouponController {

    private final CreateCoupon createCoupon;
    private final Campaigns campaigns;

    CouponController(CreateCoupon createCoupon, Campaigns campaigns) {
        this.createCoupon = createCoupon;
        this.campaigns = campaigns;
    }

    @PostMapping("/api/v1/coupons")
    @ResponseStatus(HttpStatus.CREATED)
    Created create(
            CurrentUser user,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody CreateCouponRequest request) {
        user.require(Role.ADMIN);
        return new Created(createCoupon.create(user.id(), IdempotencyKey.of(key), request));
    }

    @GetMapping("/api/v1/coupons")
    PageOf<Campaign> list(@Valid PageQuery query) {
        return campaigns.page(query);
    }

    @GetMapping("/api/v1/coupons/{couponId}")
    Campaign show(@PathVariable UUID couponId) {
        return campaigns.one(couponId).orElseThrow(() -> Problems.notFound("coupon"));
    }

    @GetMapping("/api/v1/users/me/coupons")
    PageOf<MyCoupon> mine(CurrentUser user, @Valid PageQuery query) {
        return campaigns.of(user.id(), query);
    }

    record Created(UUID couponId) {}

    @Configuration(proxyBeanMethods = false)
    static class Open {
        @Bean
        OpenEndpoints couponsToLookAt() {
            return OpenEndpoints.of("GET /api/v1/coupons", "GET /api/v1/coupons/*");
        }
    }
}
