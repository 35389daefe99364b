package com.timedeal.orderservice.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil.example\",\"x\")",
                "+1+1",
                "-2+3+cmd|' /C calc'!A0",
                "@SUM(1+1)",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                " =1+1",
                "\u00a0\u3000=1+1",
                "＝1+1",
                "＋1",
                "－1",
                "＠SUM(1)"
            })
    void takesNoTextForAFormula(String text) {
        assertThat(CellText.of(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "홍길동", "서울특별시 중구 세종대로 110", "a=b", "010-1234-5678", "'quoted'", "사과 🍎", "two\nlines"})
    void leavesOtherTextAlone(String text) {
        assertThat(CellText.of(text)).isEqualTo(text);
    }

    @Test
    void replacesWhatAFileCannotHold() {
        assertThat(CellText.of("a\u0000b\u000bc\uFFFEd\uD83De")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    }
}
