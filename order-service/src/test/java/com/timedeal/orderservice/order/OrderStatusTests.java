package com.timedeal.orderservice.order;

import static com.timedeal.orderservice.order.OrderStatus.CANCELLED;
import static com.timedeal.orderservice.order.OrderStatus.DELIVERED;
import static com.timedeal.orderservice.order.OrderStatus.EXPIRED;
import static com.timedeal.orderservice.order.OrderStatus.PAID;
import static com.timedeal.orderservice.order.OrderStatus.PAYMENT_DUE;
import static com.timedeal.orderservice.order.OrderStatus.PENDING;
import static com.timedeal.orderservice.order.OrderStatus.REJECTED;
import static com.timedeal.orderservice.order.OrderStatus.RETURNED;
import static com.timedeal.orderservice.order.OrderStatus.RETURN_REQUESTED;
import static com.timedeal.orderservice.order.OrderStatus.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatusTests {

    private static final Map<OrderStatus, Set<OrderStatus>> NEXT = Map.of(
            PENDING, Set.of(PAYMENT_DUE, REJECTED),
            PAYMENT_DUE, Set.of(PAID, EXPIRED, CANCELLED),
            PAID, Set.of(SHIPPED, CANCELLED),
            SHIPPED, Set.of(DELIVERED),
            DELIVERED, Set.of(RETURN_REQUESTED),
            RETURN_REQUESTED, Set.of(RETURNED));

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsListedFollows(OrderStatus status) {
        assertThat(Arrays.stream(OrderStatus.values()).filter(status::mayBecome))
                .containsExactlyInAnyOrderElementsOf(NEXT.getOrDefault(status, Set.of()));
    }
}
