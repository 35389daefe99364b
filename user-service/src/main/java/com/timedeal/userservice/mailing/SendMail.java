package com.timedeal.userservice.mailing;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Sends mail after the caller has been answered: how long that takes, and whether there is anything to send at all, must not
 * be told by the time of an answer. What waits is lost with the process; whoever misses a mail asks for another. Thread-safe.
 */
@Component
public class SendMail {

    private static final Logger log = LoggerFactory.getLogger(SendMail.class);

    private final JavaMailSender sender;
    private final MailSettings settings;
    private final Semaphore waiting;
    private final Semaphore sending;

    SendMail(JavaMailSender sender, MailSettings settings) {
        this.sender = sender;
        this.settings = settings;
        this.waiting = new Semaphore(settings.waiting());
        this.sending = new Semaphore(settings.atOnce(), true);
    }

    /**
     * Returns at once.
     *
     * @param mail made on another thread, where a look into the database costs the caller no time; empty for none
     * @return false when too many wait: nothing will be sent
     */
    public boolean later(Supplier<Optional<Mail>> mail) {
        if (!waiting.tryAcquire()) {
            log.warn("{} mails wait already: one was refused", settings.waiting());
            return false;
        }
        Thread.ofVirtual().name("mail-", 0).start(() -> {
            try {
                sending.acquireUninterruptibly();
                try {
                    mail.get().ifPresent(this::send);
                } finally {
                    sending.release();
                }
            } catch (RuntimeException e) {
                log.warn("A mail was not made: {}", e.toString());
            } finally {
                waiting.release();
            }
        });
        return true;
    }

    private void send(Mail mail) {
        var message = new SimpleMailMessage();
        message.setFrom(settings.from());
        message.setTo(mail.to().value());
        message.setSubject(mail.subject());
        message.setText(mail.text());
        for (var attempt = 1; ; attempt++) {
            try {
                sender.send(message);
                return;
            } catch (MailException e) {
                // Its text may name the recipient.
                log.warn(
                        "Attempt {} to send a mail failed: {}",
                        attempt,
                        e.getClass().getSimpleName());
                if (attempt == settings.attempts() || !paused()) {
                    return;
                }
            }
        }
    }

    private boolean paused() {
        try {
            Thread.sleep(settings.pause());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
