package com.timedeal.launcher.mail;

import com.timedeal.launcher.platform.PlatformSettings;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Where the platform's mail ends up. */
public interface Mailbox {

    /** The newest mails, the oldest of them first. */
    List<Mail> newest(int most) throws IOException, InterruptedException;

    /** The mailbox of that platform: our own with our own infrastructure, else a Mailpit at {@code TIMEDEAL_MAILPIT_URL}. */
    static Mailbox of(PlatformSettings settings) {
        return switch (settings.infrastructure()) {
            case LOCAL ->
                new MailFolder(settings.home().resolve("infrastructure").resolve("mail"));
            case EXTERNAL -> {
                var url = settings.environment().getOrDefault("TIMEDEAL_MAILPIT_URL", "");
                yield new Mailpit(URI.create(url.isBlank() ? "http://127.0.0.1:8025" : url));
            }
        };
    }
}
