package com.timedeal.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.audit.Finding;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.demo.StubPlatform.Mistake;
import com.timedeal.launcher.mail.AwaitCode;
import com.timedeal.launcher.secrets.Keys;
import com.timedeal.launcher.tokens.TokenIssuer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class SaleTests {

    private static final int BUYERS = 60;
    private static final int UNITS = 10;

    @TempDir
    static Path home;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void makeKeys() throws IOException {
        new Keys(home).ensure(Clock.systemUTC());
    }

    @Test
    void everythingHoldsOnAPlatformThatKeepsItsPromises() throws Exception {
        var told = play(BUYERS, UNITS);

        assertThat(broken(told)).isEmpty();
        assertThat(told.acknowledged().distinctOrders()).isEqualTo(UNITS);
        assertThat(told.tally().of(Phase.BEFORE_OPENING, Outcome.NOT_OPEN)).isEqualTo(BUYERS);
        assertThat(told.tally().of(Outcome.ORDER)).isEqualTo(UNITS);
        assertThat(told.tally().of(Phase.AFTERWARDS, Outcome.SAME_ORDER)).isEqualTo(UNITS);
        assertThat(told.tally().of(Phase.AFTERWARDS, Outcome.SOLD_OUT)).isEqualTo(BUYERS - UNITS);
        assertThat(told.tally().of(Phase.AFTER_CLOSING, Outcome.CLOSED)).isEqualTo(UNITS);
        assertThat(new SaleTable(told).lines())
                .anySatisfy(line -> assertThat(line).matches("units sold +10  of 10, to 10 of 60 buyers"))
                .anySatisfy(line -> assertThat(line).startsWith("before opening        60"))
                .anySatisfy(line -> assertThat(line).matches("open after due time +5\\.0  ms, by message"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("60 of 60 answered, 10 orders");
    }

    @Test
    void unitsThatNobodyWantsAreLeft() throws Exception {
        var told = play(UNITS, BUYERS);

        assertThat(broken(told)).isEmpty();
        assertThat(told.acknowledged().distinctOrders()).isEqualTo(UNITS);
        assertThat(told.end().unsold()).isEqualTo(BUYERS - UNITS);
    }

    @Test
    void whatMustBeAskedAgainIsAskedAgainAndCounted() throws Exception {
        var told = play(BUYERS, UNITS, Mistake.STUTTERS);

        assertThat(broken(told)).isEmpty();
        assertThat(told.tally().of(Outcome.BUSY)).isPositive();
        assertThat(told.tally().of(Outcome.UNKNOWN)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "OVERSELLS, Exactly as many orders as units",
        "FORGETS_KEYS, After the rush winners get their very order back",
        "LIES_ABOUT_SOLD_OUT, Nobody is told SOLD_OUT while units are left",
        "OPENS_EARLY, Before the opening every buyer is told NOT_OPEN",
        "IGNORES_THE_LIMIT, Nobody has two",
        "LOSES_AN_ORDER, Every buyer's list of orders",
        "REFUSES_ITS_LISTS, The sale can be played to its end",
        "KEEPS_WISHES, A wishlist is ordered whole and once",
        "GIVES_TOO_MANY_COUPONS, Coupons go to as many people as there are coupons",
        "IGNORES_COUPONS, Coupons go to as many people as there are coupons",
        "CRASHES, Every answer is one that the rules know"
    })
    void findsEveryMistake(Mistake mistake, String statement) throws Exception {
        // Units for everybody let the limit be tried.
        var units = mistake == Mistake.IGNORES_THE_LIMIT ? 2 * BUYERS : UNITS;

        assertThat(broken(play(BUYERS, units, mistake)))
                .anySatisfy(broken -> assertThat(broken).startsWith(statement));
    }

    private Sale.Told play(int buyers, int units, Mistake... mistakes) throws Exception {
        var arguments = DemoArguments.parse(
                List.of("--buyers=" + buyers, "--units=" + units, "--opens-in=4s", "--open-for=5s", "--seed=7"));
        var terminal = new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 80);
        try (var platform = new StubPlatform(mistakes);
                var progress = new ProgressLine(terminal)) {
            var tokens = TokenIssuer.at(home, Clock.systemUTC());
            return new Sale(
                            platform.address(),
                            tokens,
                            Sellers.signingUp(new AwaitCode(platform)),
                            Clock.systemUTC(),
                            arguments)
                    .run(progress);
        }
    }

    private static List<String> broken(Sale.Told told) {
        return told.checks().stream()
                .filter(Finding::isBroken)
                .map(finding -> finding.statement() + " " + finding.figures() + " " + finding.discrepancies())
                .toList();
    }
}
