package com.timedeal.launcher.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.tokens.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** {@code ./timedeal audit}: every invariant, evaluated now; exit status 1 if one is broken. */
public final class Audit implements Command {

    private static final String USAGE = "Usage: ./timedeal audit [--wait SECONDS] [--json]";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final URI gateway;
    private final Path home;
    private final Clock clock;
    private final Terminal terminal;

    public Audit(URI gateway, Path home, Clock clock, Terminal terminal) {
        this.gateway = gateway;
        this.home = home;
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        var request = Request.parse(args);
        var result = new ReadAudits(gateway, TokenIssuer.at(home, clock), clock).await(request.patience());
        if (request.json()) {
            terminal.println(json(result));
        } else {
            AuditTable.of(result.findings(), terminal).forEach(terminal::println);
        }
        return result.holds() ? 0 : 1;
    }

    private static String json(AuditResult result) throws JsonProcessingException {
        return JSON.writeValueAsString(result.toJson());
    }

    /** @param patience how long invariants that hold once the platform is quiet may take to do so */
    record Request(Duration patience, boolean json) {

        static Request parse(List<String> args) {
            var patience = Duration.ZERO;
            var json = false;
            for (var at = 0; at < args.size(); at++) {
                var arg = args.get(at);
                if (arg.equals("--json")) {
                    json = true;
                } else if (arg.equals("--wait") && at + 1 < args.size()) {
                    patience = seconds(args.get(++at));
                } else if (arg.startsWith("--wait=")) {
                    patience = seconds(arg.substring("--wait=".length()));
                } else {
                    throw new UsageException("audit does not know '" + arg + "'. " + USAGE);
                }
            }
            return new Request(patience, json);
        }

        private static Duration seconds(String text) {
            if (!text.matches("[0-9]{1,5}")) {
                throw new UsageException("--wait takes a whole number of seconds, not '" + text + "'. " + USAGE);
            }
            return Duration.ofSeconds(Long.parseLong(text));
        }
    }
}
