package com.timedeal.launcher;

import com.timedeal.launcher.admin.MakeAdmin;
import com.timedeal.launcher.audit.Audit;
import com.timedeal.launcher.bench.Bench;
import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.compose.WriteComposeEnv;
import com.timedeal.launcher.control.Doctor;
import com.timedeal.launcher.control.Down;
import com.timedeal.launcher.control.Logs;
import com.timedeal.launcher.control.Status;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.control.Up;
import com.timedeal.launcher.demo.Demo;
import com.timedeal.launcher.load.Load;
import com.timedeal.launcher.mail.Mailbox;
import com.timedeal.launcher.mail.PrintMail;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.tokens.PrintTokens;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the script {@code timedeal} starts.
 *
 * <p>Exit status: 0 done, 1 not done, 2 called in a way that makes no sense.
 */
public final class Launcher {

    private final Path root;
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final PrintStream err;

    Launcher(Path root, Map<String, String> environment, Terminal terminal, PrintStream err) {
        this.root = root;
        this.environment = environment;
        this.terminal = terminal;
        this.err = err;
    }

    public static void main(String[] args) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var terminal =
                new Terminal(out, Boolean.getBoolean("timedeal.terminal"), Integer.getInteger("timedeal.columns", 80));
        var root = Path.of(System.getProperty("timedeal.root", ""));
        var status = new Launcher(root, System.getenv(), terminal, err).run(Arrays.asList(args));
        out.flush();
        System.exit(status);
    }

    int run(List<String> args) {
        try {
            if (args.isEmpty()) {
                throw new UsageException("Which command? ./timedeal help lists them.");
            }
            return command(args.get(0)).run(args.subList(1, args.size()));
        } catch (UsageException e) {
            return say(e.getMessage(), 2);
        } catch (Failure e) {
            return say(e.getMessage(), 1);
        } catch (IOException e) {
            return say("That did not work: " + e, 1);
        } catch (InterruptedException e) {
            return say("Interrupted.", 1);
        }
    }

    private Command command(String name) throws IOException {
        var settings = Platform.settings(root, environment);
        return switch (name) {
            case "up" -> new Up(settings, terminal);
            case "down" -> new Down(new Platform(settings), terminal);
            case "status" -> new Status(new Platform(settings), Clock.systemUTC(), terminal);
            case "logs" -> new Logs(new Platform(settings), terminal);
            case "tokens" -> new PrintTokens(settings.home(), Clock.systemUTC(), terminal.out());
            case "mail" -> new PrintMail(Mailbox.of(settings), terminal);
            case "doctor" -> new Doctor(settings, terminal);
            case "audit" -> new Audit(new Platform(settings).gateway(), settings.home(), Clock.systemUTC(), terminal);
            case "admin" ->
                new MakeAdmin(new Platform(settings).gateway(), settings.home(), Clock.systemUTC(), terminal);
            case "demo" -> new Demo(settings, Clock.systemUTC(), terminal);
            case "load" -> new Load(settings, Clock.systemUTC(), terminal);
            case "bench" -> new Bench(settings, Clock.systemUTC(), terminal);
            case "compose-env" -> new WriteComposeEnv(root, settings.home(), Clock.systemUTC(), terminal);
            default -> throw new UsageException("There is no command '" + name + "'. ./timedeal help lists them.");
        };
    }

    private int say(String sentence, int status) {
        terminal.out().flush();
        err.println(sentence);
        return status;
    }
}
