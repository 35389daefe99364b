package com.timedeal.servicedefaults.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

class IdempotencyKeyTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "01890a5d-ac96-774b-bcce-b302099a8057", "!~", "\"quoted\""})
    void acceptsVisibleAscii(String header) {
        assertThat(IdempotencyKey.of(header).value()).isEqualTo(header);
    }

    @Test
    void acceptsAHundredCharactersAndNoMore() {
        assertThat(IdempotencyKey.of("k".repeat(100)).value()).hasSize(100);
        assertThat(refusal("k".repeat(101))).isEqualTo("IDEMPOTENCY_KEY_INVALID");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void refusesAMissingKey(String header) {
        assertThat(refusal(header)).isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a\nb", "tab\t", "schlüssel", "열쇠", " a"})
    void refusesWhatIsNotVisibleAscii(String header) {
        assertThat(refusal(header)).isEqualTo("IDEMPOTENCY_KEY_INVALID");
    }

    @Test
    void reuseIsUnprocessable() {
        var refusal = IdempotencyKey.reusedWithAnotherBody();

        assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(refusal.getBody().getProperties()).containsEntry("code", "IDEMPOTENCY_KEY_REUSED");
    }

    private static Object refusal(String header) {
        var refusal = catchThrowableOfType(ErrorResponseException.class, () -> IdempotencyKey.of(header));
        assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        return refusal.getBody().getProperties().get("code");
    }
}
