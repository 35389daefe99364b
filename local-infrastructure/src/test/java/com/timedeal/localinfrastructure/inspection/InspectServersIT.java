package com.timedeal.localinfrastructure.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.localinfrastructure.inspection.Finding.Level;
import com.timedeal.localinfrastructure.inspection.InspectServers.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real servers looked at, with right and wrong accounts. */
class InspectServersIT {

    private final Map<String, String> environment = new HashMap<>();

    InspectServersIT() {
        Stream.of(
                        "TIMEDEAL_DB_PORT",
                        "TIMEDEAL_DB_ADMIN_USER",
                        "TIMEDEAL_DB_ADMIN_PASSWORD",
                        "TIMEDEAL_REDIS_PORT",
                        "TIMEDEAL_REDIS_PASSWORD",
                        "TIMEDEAL_AMQP_PORT",
                        "TIMEDEAL_AMQP_USER",
                        "TIMEDEAL_AMQP_PASSWORD",
                        "TIMEDEAL_AMQP_VHOST",
                        "TIMEDEAL_MESSAGING_QUEUES")
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> environment.put(name, System.getProperty(name)));
    }

    @Test
    void findsNothingThatStandsInTheWay() {
        assertThat(inspect(Server.values()))
                .noneMatch(finding -> finding.level() == Level.PROBLEM)
                .anyMatch(finding -> finding.text().startsWith("MariaDB at "))
                .anyMatch(finding -> finding.text().startsWith("Redis at "))
                .anyMatch(finding -> finding.text().startsWith("broker at "))
                .anyMatch(finding -> finding.text().startsWith("it takes, confirms and gives out"));
    }

    @Test
    void saysThatARedisHasAPasswordOrHasNone() {
        if (System.getProperty("TIMEDEAL_REDIS_PASSWORD").isBlank()) {
            environment.put("TIMEDEAL_REDIS_PASSWORD", "not wanted here at all");
            assertThat(problem(Server.REDIS)).contains("has no password").contains("TIMEDEAL_REDIS_PASSWORD= (blank)");
        } else {
            environment.put("TIMEDEAL_REDIS_PASSWORD", "");
            assertThat(problem(Server.REDIS)).contains("wants a password");
            environment.put("TIMEDEAL_REDIS_PASSWORD", "wrong");
            assertThat(problem(Server.REDIS)).contains("refuses the password").doesNotContain("wrong)");
        }
    }

    @Test
    void saysWhichAccountsAreMissingWhereThereIsNoAdministrator() {
        environment.put("TIMEDEAL_DB_ADMIN_USER", "");
        environment.put("TIMEDEAL_DB_PREFIX", "nobody_made_");
        environment.put("TIMEDEAL_ORDER_DB_PASSWORD", "0123456789abcdef");
        environment.put("TIMEDEAL_ORDER_DB_MIGRATION_PASSWORD", "0123456789abcdef");

        assertThat(problem(Server.DATABASE))
                .contains("refuses the account nobody_made_order")
                .contains("TIMEDEAL_ORDER_DB_PASSWORD")
                .contains("docs/operations.md");
    }

    @Test
    void saysThatTheAdministratorIsRefused() {
        environment.put("TIMEDEAL_DB_ADMIN_USER", "nobody_at_all");
        environment.put("TIMEDEAL_DB_ADMIN_PASSWORD", "wrong");

        assertThat(problem(Server.DATABASE)).contains("refuses nobody_at_all").contains("TIMEDEAL_DB_ADMIN_PASSWORD");
    }

    @Test
    void saysThatTheBrokerRefusesUserOrVirtualHost() {
        environment.put("TIMEDEAL_AMQP_VHOST", "nowhere");
        assertThat(problem(Server.BROKER)).contains("nowhere");
        environment.put("TIMEDEAL_AMQP_PASSWORD", "wrong");
        assertThat(problem(Server.BROKER)).contains("refuses the user").contains("rabbitmqctl add_user");
    }

    @Test
    void saysThatNobodyAnswers() {
        environment.putAll(Map.of("TIMEDEAL_DB_PORT", "1", "TIMEDEAL_REDIS_PORT", "1", "TIMEDEAL_AMQP_PORT", "1"));
        assertThat(problem(Server.REDIS)).contains("does not answer");
        assertThat(problem(Server.BROKER)).contains("does not answer").contains("TIMEDEAL_AMQP_PORT");
    }

    private String problem(Server server) {
        return inspect(server).stream()
                .filter(finding -> finding.level() == Level.PROBLEM)
                .map(Finding::text)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no problem"));
    }

    private List<Finding> inspect(Server... servers) {
        return new InspectServers(environment).run(List.of(servers));
    }
}
