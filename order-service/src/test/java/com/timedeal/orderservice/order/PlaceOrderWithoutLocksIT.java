package com.timedeal.orderservice.order;

import org.springframework.test.context.TestPropertySource;

/** Locks are for efficiency: without them every test of {@link PlaceOrderIT} must pass as well. */
@TestPropertySource(properties = "timedeal.stock.locks=NONE")
class PlaceOrderWithoutLocksIT extends PlaceOrderIT {}
