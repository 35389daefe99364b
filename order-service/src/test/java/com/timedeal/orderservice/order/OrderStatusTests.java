package com.timedeal.orderservice.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatusTests {

    @Test
    void aPendingOrderIsAcceptedOrRejected() {
        assertThat(OrderStatus.PENDING.mayBecome(OrderStatus.PAYMENT_DUE)).isTrue();
        assertThat(OrderStatus.PENDING.mayBecome(OrderStatus.REJECTED)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void nothingFollowsARejection(OrderStatus next) {
        assertThat(OrderStatus.REJECTED.mayBecome(next)).isFalse();
    }
}
