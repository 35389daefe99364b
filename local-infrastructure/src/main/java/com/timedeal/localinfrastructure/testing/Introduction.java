package com.timedeal.localinfrastructure.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in the output of the tests on which servers they run, and refuses servers that cannot do. */
final class Introduction {

    private Introduction() {}

    /** @throws IllegalStateException with what is wrong and what to do */
    static void of(TestSettings settings, Map<String, String> variables, String... servers) {
        var arguments = new ArrayList<>(List.of("inspect"));
        arguments.addAll(List.of(servers));
        var environment = new java.util.HashMap<>(variables);
        if (variables.containsKey("TIMEDEAL_DB_USER")) {
            environment.put(
                    "TIMEDEAL_DB_PREFIX", variables.get("TIMEDEAL_DB_USER").replaceAll("[a-z]+$", ""));
        }
        var lines = InfrastructureJar.run(InfrastructureJar.process(settings.root(), environment, arguments))
                .lines()
                .toList();
        var problems =
                lines.stream().filter(line -> line.startsWith("PROBLEM ")).toList();
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "The servers for the integration tests cannot be used.\n" + String.join("\n", problems));
        }
        lines.forEach(line -> System.out.println("[" + settings.module() + "] " + line));
        System.out.println("[" + settings.module() + "] queues: " + variables.get("TIMEDEAL_MESSAGING_QUEUES"));
    }
}
