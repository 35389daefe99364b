package com.timedeal.orderservice.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentStatusTests {

    private static final Map<PaymentStatus, Set<PaymentStatus>> NEXT = Map.of(
            PaymentStatus.STARTED, Set.of(PaymentStatus.SUCCEEDED, PaymentStatus.FAILED, PaymentStatus.REFUND_DUE),
            PaymentStatus.SUCCEEDED, Set.of(PaymentStatus.REFUND_DUE),
            PaymentStatus.FAILED, Set.of(PaymentStatus.REFUND_DUE),
            PaymentStatus.REFUND_DUE, Set.of(PaymentStatus.REFUNDED));

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsListedFollows(PaymentStatus status) {
        assertThat(Arrays.stream(PaymentStatus.values()).filter(status::mayBecome))
                .containsExactlyInAnyOrderElementsOf(NEXT.getOrDefault(status, Set.of()));
    }
}
