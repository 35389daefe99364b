package com.timedeal.gatewayservice.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.gatewayservice.RunningGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTests extends RunningGateway {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aWellFormedIdComesBackAndGoesOn() {
        var answer = get("/api/v1/products", "X-Request-Id", "Order-7.b_2", "traceparent", PARENT);

        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("Order-7.b_2");
        var told = PRODUCT.lastReceived().headers();
        assertThat(told.get("x-request-id")).containsExactly("Order-7.b_2");
        assertThat(told.get("traceparent")).containsExactly(PARENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "<script>", "a,b", "ü", "../../x", "a;b=c"})
    void anyOtherIsReplaced(String id) {
        assertThat(Trace.isWellFormed(id)).isFalse();
        if (!id.equals("ü")) {
            assertReplaced(id);
        }
    }

    @Test
    void aLongOneIsReplacedToo() {
        assertThat(Trace.isWellFormed("x".repeat(64))).isTrue();
        assertReplaced("x".repeat(65));
    }

    private void assertReplaced(String id) {
        var answer = get("/api/v1/products", "X-Request-Id", id);

        var ours = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(ours).matches("[0-9a-f]{32}");
        var told = PRODUCT.lastReceived().headers();
        assertThat(told.get("x-request-id")).containsExactly(ours);
        assertThat(told.get("traceparent"))
                .singleElement()
                .satisfies(parent -> assertThat(parent).matches("00-" + ours + "-[0-9a-f]{16}-00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void aTraceOfAnotherFormIsNone(String parent) {
        assertThat(Trace.isTraceParent(PARENT)).isTrue();
        assertThat(Trace.isTraceParent(parent)).isFalse();
    }

    @Test
    void twoRequestsHaveTwoIds() {
        assertThat(get("/nothing").headers().firstValue("X-Request-Id"))
                .isNotEqualTo(get("/nothing").headers().firstValue("X-Request-Id"));
    }
}
