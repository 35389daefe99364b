package com.timedeal.localinfrastructure.inspection;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Looks at the servers that the environment names, with the accounts that it names. */
public final class InspectServers {

    /** What can be looked at. */
    public enum Server {
        DATABASE,
        REDIS,
        BROKER;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<String, String> environment;

    /** @param environment addresses and accounts, named as the services have them */
    public InspectServers(Map<String, String> environment) {
        this.environment = environment;
    }

    /** All findings, in a fixed order; takes some seconds at most for each server that does not answer. */
    public List<Finding> run(List<Server> servers) {
        return servers.stream().flatMap(this::inspect).toList();
    }

    private Stream<Finding> inspect(Server server) {
        return switch (server) {
            case DATABASE -> new DatabaseInspection(environment).run().stream();
            case REDIS -> new RedisInspection(environment).run().stream();
            case BROKER -> BrokerInspection.of(environment).stream().flatMap(inspection -> inspection.run().stream());
        };
    }
}
