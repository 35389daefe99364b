package com.timedeal.localinfrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;

/** Runs the mailbox beside servers that run elsewhere, until this process is told to end. */
final class MailboxAlone {

    private final Arguments.TakeMail arguments;
    private final int port;

    MailboxAlone(Arguments.TakeMail arguments, int port) {
        this.arguments = arguments;
        this.port = port;
    }

    /** Returns never; the process ends by a signal or, if it was asked to, by the end of standard input. */
    void run() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        try {
            var chosen = Ports.choose(port);
            Ports.requireFree(chosen, "the mailbox", "TIMEDEAL_SMTP_PORT");
            Files.createDirectories(arguments.folder().getParent());
            var mailbox = new Mailbox(arguments.folder(), chosen);
            mailbox.start();
            System.out.println("mailbox answers on 127.0.0.1: " + mailbox.port());
            if (arguments.untilStdinCloses()) {
                while (System.in.read() >= 0) {
                    // Nothing that could be said to it means anything.
                }
                System.exit(0);
            }
            new CountDownLatch(1).await();
        } catch (IOException failed) {
            throw new CannotStart("The mailbox cannot start: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
