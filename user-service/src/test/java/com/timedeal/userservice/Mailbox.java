package com.timedeal.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** What the service has sent to somebody, as it lies in the mailbox of the tests' own mail server. */
public final class Mailbox {

    private static final Pattern CODE = Pattern.compile("is ([0-9]{8})\\b");

    private Mailbox() {}

    /** All mails to that address, the oldest first. */
    public static List<String> mailsTo(String address) {
        try (var files = Files.list(Path.of(System.getProperty("TIMEDEAL_MAIL_FOLDER")))) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .map(Mailbox::read)
                    .filter(mail -> mail.contains("\nTo: " + address + "\n"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until there are that many. */
    public static List<String> awaitMailsTo(String address, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> mailsTo(address), mails -> mails.size() >= count);
    }

    /** The code in the mail of that number, from 1. */
    public static String awaitCode(String address, int number) {
        var matcher = CODE.matcher(awaitMailsTo(address, number).get(number - 1));
        assertThat(matcher.find()).as("a code in the mail").isTrue();
        return matcher.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
