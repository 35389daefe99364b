package com.timedeal.launcher.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder into which our own infrastructure writes every mail: {@code <time of arrival>-<number>.eml}. */
final class MailFolder implements Mailbox {

    private final Path folder;

    MailFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Mail> newest(int most) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        }
        var mails = new ArrayList<Mail>();
        for (var file : files.subList(Math.max(0, files.size() - most), files.size())) {
            try {
                mails.add(mail(Files.getLastModifiedTime(file).toInstant(), Files.readString(file)));
            } catch (NoSuchFileException dropped) {
                // The mailbox keeps only so many.
            }
        }
        return mails;
    }

    /** Our mails are plain ASCII, and headers of ours are never folded. */
    static Mail mail(Instant receivedAt, String file) {
        var end = file.indexOf("\n\n");
        var head = end < 0 ? file : file.substring(0, end);
        return new Mail(
                receivedAt, header(head, "To"), header(head, "Subject"), end < 0 ? "" : file.substring(end + 2));
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2).strip())
                .findFirst()
                .orElse("");
    }
}
