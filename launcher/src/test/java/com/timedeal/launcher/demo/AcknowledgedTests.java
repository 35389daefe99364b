package com.timedeal.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.demo.Acknowledged.News;
import com.timedeal.launcher.demo.Acknowledged.Order;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AcknowledgedTests {

    private final Acknowledged acknowledged = new Acknowledged();
    private final UUID user = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();

    @Test
    void sameKeyMustBringTheSameOrder() {
        assertThat(acknowledged.note("k", order(order, 5))).isEqualTo(News.FIRST);
        assertThat(acknowledged.note("k", order(order, 9))).isEqualTo(News.SAME);
        assertThat(acknowledged.note("k", order(UUID.randomUUID(), 9))).isEqualTo(News.CONTRADICTION);
        assertThat(acknowledged.distinctOrders()).isOne();
    }

    @Test
    void anotherKeyWithAnotherOrderIsASecondOne() {
        acknowledged.note("k", order(order, 5));
        acknowledged.note("l", order(UUID.randomUUID(), 5));

        assertThat(acknowledged.distinctOrders()).isEqualTo(2);
        assertThat(acknowledged.distinctBuyers()).isOne();
    }

    @Test
    void remembersTheEarliestQuestion() {
        acknowledged.note("k", order(order, 5));
        acknowledged.note("k", order(order, 3));
        acknowledged.note("k", order(order, 9));

        assertThat(acknowledged.orders()).extracting(Order::askedNanos).containsExactly(3L);
    }

    private Order order(UUID id, long asked) {
        return new Order(id, user, asked, Instant.EPOCH);
    }
}
