package com.timedeal.launcher.tokens;

import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** {@code ./timedeal tokens N [--role R]}: as many buyers as a load test wants, as CSV. */
public final class PrintTokens implements Command {

    private static final String USAGE = "Usage: ./timedeal tokens N [--role BUYER|SELLER|ADMIN]";
    private static final int MOST = 1_000_000;
    private static final int CHUNK = 1_000;

    private final Path home;
    private final Clock clock;
    private final PrintStream out;

    public PrintTokens(Path home, Clock clock, PrintStream out) {
        this.home = home;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public int run(List<String> args) throws IOException {
        var request = Request.parse(args);
        var issuer = TokenIssuer.at(home, clock);
        var ids = new UserIds(clock);
        out.println("userId,accessToken");
        // Signing takes about a millisecond, so all cores share it; chunks keep the memory small and the order plain.
        for (var done = 0; done < request.count(); done += CHUNK) {
            IntStream.range(done, Math.min(request.count(), done + CHUNK))
                    .parallel()
                    .mapToObj(i -> {
                        var userId = ids.next();
                        return userId + "," + issuer.issue(userId, request.role());
                    })
                    .forEachOrdered(out::println);
        }
        out.flush();
        return 0;
    }

    private record Request(int count, Role role) {

        static Request parse(List<String> args) {
            Integer count = null;
            var role = Role.BUYER;
            for (var at = 0; at < args.size(); at++) {
                var arg = args.get(at);
                if (arg.equals("--role") && at + 1 < args.size()) {
                    role = role(args.get(++at));
                } else if (arg.startsWith("--role=")) {
                    role = role(arg.substring("--role=".length()));
                } else if (count == null && !arg.startsWith("--")) {
                    count = count(arg);
                } else {
                    throw new UsageException("tokens does not know '" + arg + "'. " + USAGE);
                }
            }
            if (count == null) {
                throw new UsageException("How many tokens? " + USAGE);
            }
            return new Request(count, role);
        }

        private static int count(String text) {
            try {
                var count = Integer.parseInt(text);
                if (count >= 1 && count <= MOST) {
                    return count;
                }
            } catch (NumberFormatException notANumber) {
                // Said below.
            }
            throw new UsageException(
                    "The number of tokens is a whole number from 1 to " + MOST + ", not '" + text + "'. " + USAGE);
        }

        private static Role role(String text) {
            return Arrays.stream(Role.values())
                    .filter(role -> role.name().equals(text.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("There is no role '" + text + "'. " + USAGE));
        }
    }
}
