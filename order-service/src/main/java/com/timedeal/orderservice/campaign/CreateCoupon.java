package com.timedeal.orderservice.campaign;

import com.timedeal.orderservice.allotment.AllotmentTerms;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.coupon.Coupon;
import com.timedeal.orderservice.coupon.Coupons;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Announces a coupon and sets up the allotment of its units, in one transaction; the key stands on the coupon's row. */
@Component
class CreateCoupon {

    private final Coupons coupons;
    private final Allotments allotments;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final CampaignSettings settings;

    CreateCoupon(
            Coupons coupons,
            Allotments allotments,
            Transactions transactions,
            DatabaseClock clock,
            CampaignSettings settings) {
        this.coupons = coupons;
        this.allotments = allotments;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    /** @return the id of the coupon, or of the one this key has made before */
    UUID create(UUID adminId, IdempotencyKey key, CreateCouponRequest request) {
        try {
            return transactions.call(() ->
                    coupons.madeBefore(adminId, key, request.hash()).orElseGet(() -> make(adminId, key, request)));
        } catch (DuplicateKeyException e) {
            // The same key in parallel: the other one has committed, so its coupon is there now.
            return coupons.madeBefore(adminId, key, request.hash()).orElseThrow(() -> e);
        }
    }

    private UUID make(UUID adminId, IdempotencyKey key, CreateCouponRequest request) {
        request.check(clock.now(), settings.maxAhead());
        var id = TimeOrderedIds.next();
        allotments.create(AllotmentTerms.ofCoupon(id, request.totalQuantity(), request.opensAt(), request.closesAt()));
        var coupon = new Coupon(
                id, request.title(), request.discountAmount(), request.minOrderAmount(), request.validUntil());
        coupons.insert(coupon, adminId, key, request.hash());
        return id;
    }
}
