package com.timedeal.productservice.quantity;

import com.timedeal.servicedefaults.sweeping.Sweep;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drives changes on whose beginner died or had no answer. Several instances may sweep at once. */
@Component
class SweepQuantityChanges {

    private static final Logger log = LoggerFactory.getLogger(SweepQuantityChanges.class);

    private static final int AT_MOST = 100;

    /** Longer than one request to order-service may take. */
    private static final Duration SINCE = Duration.ofSeconds(3);

    private final QuantityChanges changes;
    private final ChangeQuantity changeQuantity;

    SweepQuantityChanges(QuantityChanges changes, ChangeQuantity changeQuantity) {
        this.changes = changes;
        this.changeQuantity = changeQuantity;
    }

    @Scheduled(fixedDelayString = "${timedeal.deals.sweep-interval}")
    void driveOn() {
        driveOn(SINCE);
    }

    void driveOn(Duration since) {
        Sweep.each(changes.leftBehind(since, AT_MOST), change -> {
            var result = changeQuantity.driveOn(change);
            log.warn("{} was left behind; now {}", change, result);
        });
    }
}
