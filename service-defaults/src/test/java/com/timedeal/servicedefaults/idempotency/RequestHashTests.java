package com.timedeal.servicedefaults.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestHashTests {

    @Test
    void sameMeaningHasTheSameHash() {
        assertThat(RequestHash.of("deal", 2, List.of(1L))).hasSize(32).isEqualTo(RequestHash.of("deal", 2L, "[1]"));
    }

    @Test
    void orderAndBoundariesOfValuesCount() {
        assertThat(RequestHash.of("ab", "c")).isNotEqualTo(RequestHash.of("a", "bc"));
        assertThat(RequestHash.of("a", "b")).isNotEqualTo(RequestHash.of("b", "a"));
        assertThat(RequestHash.of("1:a")).isNotEqualTo(RequestHash.of("", "a"));
    }

    @Test
    void nullIsNothingButKeepsItsPlace() {
        assertThat(RequestHash.of(null, "a")).isEqualTo(RequestHash.of("", "a")).isNotEqualTo(RequestHash.of("a"));
    }
}
