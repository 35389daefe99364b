package com.timedeal.localinfrastructure;

import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the broker lets the account of each service do: send that service's messages, read its queues, and make the queues
 * of both; nothing else. In the words of Broker-J's access control lists.
 */
final class BrokerRights {

    private static final String EXCHANGE = "timedeal.events";

    /** @param consumers services that have a queue for it */
    record Route(String publisher, String message, List<String> consumers) {

        static Route of(String line) {
            var words = Arrays.asList(line.strip().split("\\s+"));
            return new Route(words.get(0), words.get(1), words.subList(2, words.size()));
        }

        Stream<String> queues() {
            return consumers.stream().map(consumer -> consumer + "." + message);
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
            rules.add(allow + "BIND EXCHANGE name=\"%s\" queuename=\"%s.*\"".formatted(EXCHANGE, service));
            rules.add(allow + "CONSUME QUEUE name=\"%s.*\"".formatted(service));
            // Back to its queues, and to their dead-letter queues, by their names.
            rules.add(allow + "PUBLISH EXCHANGE routingkey=\"%s.*\"".formatted(service));
            for (var route : routes()) {
                if (route.publisher().equals(service)) {
                    rules.add(allow
                            + "PUBLISH EXCHANGE name=\"%s\" routingkey=\"%s\"".formatted(EXCHANGE, route.message()));
                    route.queues().forEach(queue -> {
                        rules.add(allow + "CREATE QUEUE name=\"%s\"".formatted(queue));
                        rules.add(allow + "CREATE QUEUE name=\"%s.dlq\"".formatted(queue));
                        rules.add(allow + "BIND EXCHANGE name=\"%s\" queuename=\"%s\"".formatted(EXCHANGE, queue));
                    });
                }
            }
        }
        rules.add("ACL DENY ALL ALL ALL");
        return String.join("\n", rules) + "\n";
    }
}
