package com.timedeal.launcher.mail;

import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Where the platform's mail ends up. */
public interface Mailbox {

    /** The newest mails, the oldest of them first. */
    List<Mail> newest(int most) throws IOException, InterruptedException;

    /** The mailbox of that platform: our own, or a Mailpit at {@code TIMEDEAL_MAILPIT_URL}. */
    static Mailbox of(PlatformSettings settings) {
        if (settings.keepsItsMail()) {
            return new MailFolder(Platform.mailFolder(settings.home()));
        }
        var url = settings.environment().getOrDefault("TIMEDEAL_MAILPIT_URL", "");
        return new Mailpit(URI.create(url.isBlank() ? "http://127.0.0.1:8025" : url));
    }
}
