package com.timedeal.localinfrastructure.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.localinfrastructure.inspection.Finding.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTests {

    private static final Map<String, String> SOUND = Map.of(
            "version", "10.11.6-MariaDB-0+deb12u1-log",
            "flush", "1",
            "log_bin", "1",
            "sync_binlog", "1",
            "read_only", "0",
            "connections", "151");

    @Test
    void hasNothingToSayAgainstASoundDatabase() {
        assertThat(DatabaseInspection.judge("here", SOUND))
                .extracting(Finding::level)
                .containsOnly(Level.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "version,8.0.36,PROBLEM",
        "version,10.6.20-MariaDB,PROBLEM",
        "version,11.4.5-MariaDB,OK",
        "read_only,1,PROBLEM",
        "flush,2,WARNING",
        "sync_binlog,0,WARNING",
        "connections,50,WARNING"
    })
    void judgesADatabase(String fact, String value, Level worst) {
        var facts = new HashMap<>(SOUND);
        facts.put(fact, value);

        assertThat(worst(DatabaseInspection.judge("here", facts))).isEqualTo(worst);
    }

    @Test
    void asksForNoBinaryLog() {
        var facts = new HashMap<>(SOUND);
        facts.putAll(Map.of("log_bin", "0", "sync_binlog", "0"));

        assertThat(worst(DatabaseInspection.judge("here", facts))).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "7.0.15,noeviction,1000,master,OK",
        "7.2.4,allkeys-lru,0,master,OK",
        "7.2.4,allkeys-lru,1000,master,WARNING",
        "6.2.6,noeviction,0,master,WARNING",
        "7.0.15,noeviction,0,slave,PROBLEM"
    })
    void judgesRedis(String version, String policy, String memory, String role, Level worst) {
        assertThat(worst(RedisInspection.judge(
                        "here",
                        Map.of(
                                "redis_version",
                                version,
                                "maxmemory_policy",
                                policy,
                                "maxmemory",
                                memory,
                                "role",
                                role))))
                .isEqualTo(worst);
    }

    @Test
    void ordersVersionsByTheirNumbers() {
        assertThat(Version.of("10.9.8").isBefore(10, 11)).isTrue();
        assertThat(Version.of("3.10.8").isBefore(3, 10)).isFalse();
        assertThat(Version.of("4.1.0").isBefore(3, 10)).isFalse();
        assertThat(Version.of("of unknown age").isBefore(1, 0)).isTrue();
    }

    @Test
    void keepsAFindingOnOneLine() {
        assertThat(Finding.problem("first\n  second")).hasToString("PROBLEM first second");
    }

    private static Level worst(List<Finding> findings) {
        return findings.stream().map(Finding::level).max(Level::compareTo).orElseThrow();
    }
}
