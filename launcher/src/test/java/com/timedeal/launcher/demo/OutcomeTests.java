package com.timedeal.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTests {

    @ParameterizedTest
    @CsvSource({
        "409, NOT_OPEN, NOT_OPEN",
        "409, SOLD_OUT, SOLD_OUT",
        "409, LIMIT_REACHED, LIMIT_REACHED",
        "409, CLOSED, CLOSED",
        "409, INSUFFICIENT_STOCK, UNEXPECTED",
        "503, SERVICE_UNAVAILABLE, BUSY",
        "503, '', UNEXPECTED",
        "429, BUSY, BUSY",
        "504, UNKNOWN_OUTCOME, UNKNOWN",
        "0, ConnectException, UNKNOWN",
        "500, INTERNAL_ERROR, UNEXPECTED",
        "404, NOT_FOUND, UNEXPECTED",
        "200, '', UNEXPECTED"
    })
    void readsRefusals(int status, String code, Outcome outcome) {
        var answer = new Answer(status, code, MissingNode.getInstance(), null, 0, 1);

        assertThat(Outcome.ofRefusal(answer)).isEqualTo(outcome);
    }
}
