package com.timedeal.userservice.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTests {

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "        ", " pass wd ", "비밀번호여덟글자", "🔑🔑🔑🔑🔑🔑🔑🔑", "tab\tand\nline"})
    void acceptsEightCharactersOfAnyScript(String typed) {
        assertThat(new Password(typed).isAcceptable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "비밀번호일곱자", "🔑🔑🔑🔑🔑🔑🔑", "1234567\ud83d", "\udd111234567"})
    void refusesFewerOrHalfCharacters(String typed) {
        assertThat(new Password(typed).isAcceptable()).isFalse();
    }

    @Test
    void acceptsUpTo128Characters() {
        assertThat(new Password("a".repeat(128)).isAcceptable()).isTrue();
        assertThat(new Password("🔑".repeat(128)).isAcceptable()).isTrue();
        assertThat(new Password("a".repeat(129)).isAcceptable()).isFalse();
        assertThat(new Password("a".repeat(1_000_000)).isAcceptable()).isFalse();
    }

    @Test
    void tellsNothingInLogs() {
        assertThat(new Password("correct horse").toString()).doesNotContain("correct", "horse", "13");
    }
}
