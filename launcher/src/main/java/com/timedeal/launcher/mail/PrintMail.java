package com.timedeal.launcher.mail;

import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.control.Terminal;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** {@code ./timedeal mail [ADDRESS]}: the newest mails that the platform has sent, to everybody or to one. */
public final class PrintMail implements Command {

    private static final int NEWEST = 200;
    private static final int SHOWN = 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Mailbox mailbox;
    private final Terminal terminal;

    public PrintMail(Mailbox mailbox, Terminal terminal) {
        this.mailbox = mailbox;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        if (args.size() > 1 || args.stream().anyMatch(arg -> arg.startsWith("-"))) {
            throw new UsageException("Usage: ./timedeal mail [ADDRESS]");
        }
        var mails = mailbox.newest(NEWEST).stream()
                .filter(mail ->
                        args.isEmpty() || mail.to().equals(args.getFirst().toLowerCase(Locale.ROOT)))
                .toList();
        if (mails.isEmpty()) {
            terminal.println("No mail" + (args.isEmpty() ? "." : " to " + args.getFirst() + "."));
        }
        for (var mail : mails.subList(Math.max(0, mails.size() - SHOWN), mails.size())) {
            terminal.println("%s  to %s: %s".formatted(TIME.format(mail.receivedAt()), mail.to(), mail.subject()));
            mail.text().strip().lines().map(line -> "    " + line).forEach(terminal::println);
            terminal.println("");
        }
        return 0;
    }
}
