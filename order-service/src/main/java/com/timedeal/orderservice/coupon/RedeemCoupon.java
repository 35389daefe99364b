package com.timedeal.orderservice.coupon;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Uses a coupon for an order, inside the transaction that accepts the order and with the order locked. */
@Component
public class RedeemCoupon {

    private final Coupons coupons;
    private final IssuedCoupons issuedCoupons;

    RedeemCoupon(Coupons coupons, IssuedCoupons issuedCoupons) {
        this.coupons = coupons;
        this.issuedCoupons = issuedCoupons;
    }

    /** @param amount won; what the goods cost @return what it came to; unless granted, nothing was written */
    public Redemption redeem(UUID couponId, UUID userId, UUID orderId, long amount) {
        return issuedCoupons
                .lock(couponId, userId)
                .map(held -> redeem(held, orderId, amount))
                .orElseGet(Redemption.NotTheirs::new);
    }

    private Redemption redeem(IssuedCoupons.Held held, UUID orderId, long amount) {
        var redemption = coupons.get(held.couponId()).redeem(held.usedBy() != null, amount, held.now());
        return switch (redemption) {
            case Redemption.Granted granted -> {
                issuedCoupons.use(held, orderId);
                yield granted;
            }
            case Redemption.Refused refused -> refused;
        };
    }
}
