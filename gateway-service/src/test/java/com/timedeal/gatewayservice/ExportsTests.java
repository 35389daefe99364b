package com.timedeal.gatewayservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.gatewayservice.Backend.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportsTests extends RunningGateway {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/orders/export?format=csv",
                "/api/v1/deals/0193a1b2/orders/export",
                "/api/v1/products/0193a1b2/orders/export"
            })
    void mayTakeLongerToBeginThanOtherAnswers(String path) {
        ordersBehave(Behaviour.ANSWER_AFTER_TWO_SECONDS);

        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void otherAnswersMayNot() {
        ordersBehave(Behaviour.ANSWER_AFTER_TWO_SECONDS);

        assertThat(get("/api/v1/deals/0193a1b2/orders").statusCode()).isEqualTo(504);
    }

    @Test
    void whatBreaksOffBehindTheGatewayBreaksOffInFrontOfIt() {
        ordersBehave(Behaviour.BREAK_OFF_IN_THE_BODY);

        var answer = sendRaw("GET /api/v1/orders/export HTTP/1.1\r\nHost: localhost\r\n\r\n");

        // Whether the first bytes came through before the connection was closed is a matter of luck.
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("\r\n0\r\n");
    }

    private static void ordersBehave(Behaviour behaviour) {
        ORDER.behave(behaviour);
        OTHER_ORDER.behave(behaviour);
    }
}
