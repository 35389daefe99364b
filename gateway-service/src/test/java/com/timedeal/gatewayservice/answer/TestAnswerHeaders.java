package com.timedeal.gatewayservice.answer;

import java.time.Duration;

/** As they are by default. */
public final class TestAnswerHeaders {

    private TestAnswerHeaders() {}

    public static AnswerHeaders usual() {
        return new AnswerHeaders(new AnswerSettings(Duration.ZERO));
    }
}
