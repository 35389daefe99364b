package com.timedeal.orderservice.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderStatusTests {

    @Test
    void aPendingOrderIsAcceptedOrRejected() {
        assertThat(OrderStatus.PENDING.next()).containsExactlyInAnyOrder(OrderStatus.PAYMENT_DUE, OrderStatus.REJECTED);
    }

    @Test
    void nothingFollowsARejection() {
        assertThat(OrderStatus.REJECTED.next()).isEmpty();
    }
}
