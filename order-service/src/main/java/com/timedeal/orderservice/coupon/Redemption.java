package com.timedeal.orderservice.coupon;

import java.time.Instant;

/** What using a coupon comes to. */
public sealed interface Redemption {

    /** @param discount won */
    record Granted(long discount) implements Redemption {}

    sealed interface Refused extends Redemption {

        /** Stable, for callers to switch on. */
        default String code() {
            return switch (this) {
                case NotTheirs notTheirs -> "COUPON_UNKNOWN";
                case AlreadyUsed used -> "COUPON_USED";
                case Expired expired -> "COUPON_EXPIRED";
                case BelowMinimum below -> "COUPON_BELOW_MINIMUM";
            };
        }

        /** Time passes, and a basket may be too small, without anybody's doing; what was used, and by whom, its owner knows. */
        default boolean isBypass() {
            return switch (this) {
                case NotTheirs notTheirs -> true;
                case AlreadyUsed used -> true;
                case Expired expired -> false;
                case BelowMinimum below -> false;
            };
        }

        /** For people. */
        default String inWords() {
            return switch (this) {
                case NotTheirs notTheirs -> "You have no such coupon.";
                case AlreadyUsed used -> "The coupon is used for another order already.";
                case Expired expired -> "The coupon was valid until " + expired.validUntil() + ".";
                case BelowMinimum below -> "The coupon is for orders of at least " + below.minOrderAmount() + " won.";
            };
        }
    }

    /** It does not exist, or they never claimed it: the two must look the same from outside. */
    record NotTheirs() implements Refused {}

    record AlreadyUsed() implements Refused {}

    record Expired(Instant validUntil) implements Refused {}

    /** @param minOrderAmount won */
    record BelowMinimum(long minOrderAmount) implements Refused {}
}
