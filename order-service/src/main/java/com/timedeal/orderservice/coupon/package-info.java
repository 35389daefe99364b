/** Coupons: what was announced, who has one, and which order it is used for. */
package com.timedeal.orderservice.coupon;
