package com.timedeal.orderservice.myorders;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.timedeal.orderservice.order.Address;
import com.timedeal.orderservice.order.OrderView;
import java.time.Instant;
import java.util.List;

/**
 * Everything about one order.
 *
 * @param address null where none was given
 * @param reason a code for why it came to nothing; null unless it did
 * @param history oldest first
 */
record MyOrderDetail(@JsonUnwrapped OrderView order, Address address, String reason, List<Step> history) {

    record Step(String status, Instant at) {}
}
