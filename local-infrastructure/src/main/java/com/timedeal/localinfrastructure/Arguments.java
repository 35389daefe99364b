package com.timedeal.localinfrastructure;

import com.timedeal.localinfrastructure.inspection.InspectServers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the command line asks for. */
sealed interface Arguments {

    /**
     * @param home where data, logs and process ids live
     * @param servers where server binaries are unpacked; several homes may share it
     * @param fresh whether the data of the last run is dropped
     * @param untilStdinCloses whether the end of standard input stops the servers, and lines on it are commands
     */
    record Up(Path home, Path servers, boolean fresh, boolean untilStdinCloses) implements Arguments {}

    /**
     * @param services the services to prepare; empty means all that have a password in the environment
     * @param fresh whether schemas that exist are dropped first
     */
    record Provision(List<String> services, boolean fresh) implements Arguments {}

    /** @param servers what to look at */
    record Inspect(List<InspectServers.Server> servers) implements Arguments {}

    /**
     * @param folder where the mails go
     * @param untilStdinCloses whether the end of standard input ends it
     */
    record TakeMail(Path folder, boolean untilStdinCloses) implements Arguments {}

    record Help() implements Arguments {}

    record Wrong(String reason) implements Arguments {}

    static Arguments parse(List<String> arguments, Map<String, String> environment) {
        var rest = new ArrayDeque<>(arguments);
        return switch (rest.isEmpty() ? "" : rest.pop()) {
            case "up" -> up(rest, environment.getOrDefault("TIMEDEAL_HOME", ".timedeal"));
            case "provision" -> provision(rest);
            case "inspect" -> inspect(rest);
            case "mailbox" -> mailbox(rest);
            case "help", "--help", "-h" -> new Help();
            case "" -> new Wrong("A command is missing.");
            case String other -> new Wrong("There is no command '" + other + "'.");
        };
    }

    private static Arguments up(ArrayDeque<String> rest, String defaultHome) {
        var home = defaultHome;
        String servers = null;
        var fresh = false;
        var untilStdinCloses = false;
        while (!rest.isEmpty()) {
            var option = rest.pop();
            switch (option) {
                case "--fresh" -> fresh = true;
                case "--until-stdin-closes" -> untilStdinCloses = true;
                case "--home", "--servers" -> {
                    if (rest.isEmpty()) {
                        return new Wrong(option + " needs a folder.");
                    }
                    if (option.equals("--home")) {
                        home = rest.pop();
                    } else {
                        servers = rest.pop();
                    }
                }
                default -> {
                    return new Wrong("'up' has no option '" + option + "'.");
                }
            }
        }
        var homeFolder = Path.of(home).toAbsolutePath().normalize();
        var serversFolder = servers == null ? homeFolder.resolve("infrastructure") : Path.of(servers);
        return new Up(homeFolder, serversFolder.toAbsolutePath().normalize(), fresh, untilStdinCloses);
    }

    private static Arguments mailbox(ArrayDeque<String> rest) {
        Path folder = null;
        var untilStdinCloses = false;
        while (!rest.isEmpty()) {
            var option = rest.pop();
            if (option.equals("--until-stdin-closes")) {
                untilStdinCloses = true;
            } else if (option.equals("--folder") && !rest.isEmpty()) {
                folder = Path.of(rest.pop()).toAbsolutePath().normalize();
            } else {
                return new Wrong("'mailbox' does not understand '" + option + "'.");
            }
        }
        return folder == null
                ? new Wrong("'mailbox' needs --folder and a folder.")
                : new TakeMail(folder, untilStdinCloses);
    }

    private static Arguments provision(ArrayDeque<String> rest) {
        var services = new ArrayList<String>();
        var fresh = false;
        for (var argument : rest) {
            if (argument.equals("--fresh")) {
                fresh = true;
            } else if (argument.startsWith("-")) {
                return new Wrong("'provision' has no option '" + argument + "'.");
            } else {
                services.add(argument);
            }
        }
        return new Provision(List.copyOf(services), fresh);
    }

    private static Arguments inspect(ArrayDeque<String> rest) {
        var servers = new ArrayList<InspectServers.Server>();
        for (var argument : rest) {
            var named = Arrays.stream(InspectServers.Server.values())
                    .filter(server -> server.toString().equals(argument))
                    .findFirst();
            if (named.isEmpty()) {
                return new Wrong("There is no server '" + argument + "' to inspect.");
            }
            servers.add(named.get());
        }
        return new Inspect(servers.isEmpty() ? List.of(InspectServers.Server.values()) : List.copyOf(servers));
    }
}
