package com.timedeal.localinfrastructure;

import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the broker lets the account of each service do: send that service's messages, read its queues, and make the queues
 * of both. In the words of Broker-J's access control lists, which say nothing of bindings: it does not look at them when they
 * are made by AMQP 0-9-1.
 */
final class BrokerRights {

    private static final String EXCHANGE = "timedeal.events";

    /** @param consumers services that have a queue for it */
    record Route(String publisher, String message, List<String> consumers) {

        static Route of(String line) {
            var words = Arrays.asList(line.strip().split("\\s+"));
            return new Route(words.get(0), words.get(1), words.subList(2, words.size()));
        }
    }

    private BrokerRights() {}

    /** Name of a service's account. */
    static String account(String service) {
        return Settings.AMQP_USER + "_" + service;
    }

    static List<Route> routes() {
        try (var file = BrokerRights.class.getResourceAsStream("messages.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Route::of)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Lines of an ACL file; the first that fits decides. The installation's own account may do everything. */
    static String rules() {
        var rules = new ArrayList<String>();
        rules.add("ACL ALLOW " + Settings.AMQP_USER + " ALL ALL");
        for (var service : ServiceAccount.SERVICES) {
            var allow = "ACL ALLOW " + account(service) + " ";
            rules.add(allow + "ACCESS VIRTUALHOST");
            rules.add(allow + "CREATE EXCHANGE name=\"%s\"".formatted(EXCHANGE));
            rules.add(allow + "CREATE QUEUE name=\"%s.*\"".formatted(service));
            rules.add(allow + "CONSUME QUEUE name=\"%s.*\"".formatted(service));
            // Back to its queues, and to their dead-letter queues, by their names.
            rules.add(allow + "PUBLISH EXCHANGE routingkey=\"%s.*\"".formatted(service));
            for (var route : routes()) {
                rulesOf(service, route).forEach(rule -> rules.add(allow + rule));
            }
        }
        rules.add("ACL DENY ALL ALL ALL");
        return String.join("\n", rules) + "\n";
    }

    private static List<String> rulesOf(String service, Route route) {
        var rules = new ArrayList<String>();
        if (route.publisher().equals(service)) {
            rules.add("PUBLISH EXCHANGE name=\"%s\" routingkey=\"%s\"".formatted(EXCHANGE, route.message()));
            for (var consumer : route.consumers()) {
                rules.add("CREATE QUEUE name=\"%s.%s\"".formatted(consumer, route.message()));
                rules.add("CREATE QUEUE name=\"%s.%s.dlq\"".formatted(consumer, route.message()));
            }
        }
        return rules;
    }
}
