package com.timedeal.launcher.mail;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/** Waits for the code that is sent to somebody who is about to sign up, or has forgotten a password. */
public final class AwaitCode {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int NEWEST = 100;
    private static final Pattern CODE = Pattern.compile("is ([0-9]{8})\\b");

    private final Mailbox mailbox;

    public AwaitCode(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /**
     * @param address to which no code was sent before, as it is written in mails: in lower case
     * @throws Failure when none comes
     */
    public String sentTo(String address) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            for (var mail : mailbox.newest(NEWEST).reversed()) {
                var code = CODE.matcher(mail.text());
                if (mail.to().equals(address) && code.find()) {
                    return code.group(1);
                }
            }
            Thread.sleep(PAUSE);
        }
        throw new Failure("No code for " + address + " came by mail; see ./timedeal mail and ./timedeal logs user.");
    }
}
