package com.timedeal.launcher.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTests {

    @Test
    void alignsColumnsToTheirWidestCell() {
        var table = Table.of(Table.left("phase"), Table.right("attempts"))
                .row("rush", "1,234")
                .row("after the rush", 7);

        assertThat(table.lines())
                .containsExactly(
                        "phase           attempts",
                        "--------------  --------",
                        "rush               1,234",
                        "after the rush         7");
    }

    @Test
    void goesOnInTheNextLineWhenACellIsTooLong() {
        var table = Table.of(Table.left("id"), Table.left("statement", 12)).row("I1", "No shelf holds fewer");

        assertThat(table.lines())
                .containsExactly("id  statement", "--  -----------", "I1  No shelf", "    holds fewer");
    }

    @Test
    void breaksAWordThatHasNoBlank() {
        var table = Table.of(Table.left("numbers", 10)).row("units=100000000");

        assertThat(table.lines()).containsExactly("numbers", "----------", "units=1000", "00000");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.of(Table.left("a")).row(1, 2));
    }
}
