package com.timedeal.launcher.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.demo.Gateway;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code ./timedeal admin ADDRESS}: makes an administrator of somebody who has signed up. There is no first password to
 * forget: who may do this is who may read the key that signs access tokens.
 */
public final class MakeAdmin implements Command {

    private static final String USAGE = "Usage: ./timedeal admin ADDRESS, of somebody who has signed up";

    private final URI gateway;
    private final Path home;
    private final Clock clock;
    private final Terminal terminal;

    public MakeAdmin(URI gateway, Path home, Clock clock, Terminal terminal) {
        this.gateway = gateway;
        this.home = home;
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        if (args.size() != 1
                || args.getFirst().startsWith("-")
                || !args.getFirst().contains("@")) {
            throw new UsageException(USAGE);
        }
        var address = args.getFirst();
        var token = TokenIssuer.at(home, clock).issue(new UserIds(clock).next(), Role.ADMIN);
        try (var door = new Gateway(gateway, 1)) {
            var account = find(door, token, address);
            var roles = new TreeSet<String>();
            account.path("roles").forEach(role -> roles.add(role.asText()));
            if (roles.contains(Role.ADMIN.name())) {
                terminal.println(address + " is an administrator already.");
                return 0;
            }
            roles.add(Role.ADMIN.name());
            var path = "/api/v1/users/" + account.path("userId").asText() + "/roles";
            door.demand(Call.put(path, token, Map.of("roles", roles)), 204);
        }
        terminal.println(address + " is an administrator from the next login on.");
        return 0;
    }

    private static JsonNode find(Gateway door, String token, String address) throws InterruptedException {
        var query = URLEncoder.encode(address, StandardCharsets.UTF_8);
        var found = door.demand(Call.get("/api/v1/users?email=" + query, token), 200)
                .path("items");
        if (found.isEmpty()) {
            throw new Failure("There is no account of " + address + ": sign up first.");
        }
        return found.get(0);
    }
}
