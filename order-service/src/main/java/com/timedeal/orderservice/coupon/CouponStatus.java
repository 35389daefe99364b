package com.timedeal.orderservice.coupon;

/** What an issued coupon is to its owner; USED as long as the order it is used for is not cancelled or expired. */
public enum CouponStatus {
    USABLE,
    USED,
    EXPIRED
}
