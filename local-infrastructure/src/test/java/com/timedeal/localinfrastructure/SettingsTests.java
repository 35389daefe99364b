package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTests {

    @Test
    void hasPortsThatCollideWithNothingUsual() {
        var settings = Settings.from(environment());

        assertThat(List.of(settings.databasePort(), settings.redisPort(), settings.amqpPort(), settings.smtpPort()))
                .containsExactly(13306, 16379, 15673, 11025);
    }

    @Test
    void movesEveryPortByTheOffsetButTheOnesSetByName() {
        var settings = Settings.from(environment("TIMEDEAL_PORT_OFFSET", "1000", "TIMEDEAL_REDIS_PORT", "0"));

        assertThat(List.of(settings.databasePort(), settings.redisPort(), settings.amqpPort(), settings.smtpPort()))
                .containsExactly(14306, 0, 16673, 12025);
    }

    @Test
    void namesTheVariableThatIsWrong() {
        assertThatThrownBy(() -> Settings.from(environment("TIMEDEAL_DB_PORT", "many")))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("TIMEDEAL_DB_PORT must be a number");
        assertThatThrownBy(() -> Settings.from(environment("TIMEDEAL_AMQP_PORT", "70000")))
                .hasMessageStartingWith("TIMEDEAL_AMQP_PORT");
        assertThatThrownBy(() -> Settings.from(environment("TIMEDEAL_REDIS_PASSWORD", "secret")))
                .hasMessageStartingWith("TIMEDEAL_REDIS_PASSWORD");
        assertThatThrownBy(() -> Settings.from(environment("TIMEDEAL_ORDER_DB_PASSWORD", "")))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("TIMEDEAL_ORDER_DB_PASSWORD");
    }

    @Test
    void refusesAPasswordThatAConfigurationFileWouldHaveToQuote() {
        assertThatThrownBy(() -> Settings.from(environment("TIMEDEAL_AMQP_PASSWORD", "0123456789abcdef\"}")))
                .hasMessageStartingWith("TIMEDEAL_AMQP_PASSWORD");
    }

    private static Map<String, String> environment(String... changes) {
        var environment = new HashMap<String, String>();
        for (var name : List.of("DB_ADMIN", "USER_DB", "PRODUCT_DB", "ORDER_DB", "SCHEDULE_DB", "REDIS", "AMQP")) {
            environment.put("TIMEDEAL_" + name + "_MIGRATION_PASSWORD", "0123456789abcdef");
            environment.put("TIMEDEAL_" + name + "_PASSWORD", "0123456789abcdef");
        }
        for (var i = 0; i < changes.length; i += 2) {
            environment.put(changes[i], changes[i + 1]);
        }
        return environment;
    }
}
