package com.timedeal.launcher.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFolderTests {

    private static final String MAIL = """
            Date: Sat, 21 Nov 2026 08:00:00 +0000
            From: no-reply@timedeal.example
            To: %s
            Subject: Your Timedeal code

            Your code for signing up is %s.
            """;

    @TempDir
    Path folder;

    @Test
    void readsTheNewestMailsInTheOrderInWhichTheyCame() throws Exception {
        for (var number = 1; number <= 3; number++) {
            Files.writeString(
                    folder.resolve("2026-%d.eml".formatted(number)), MAIL.formatted("a@b.kr", "1000000" + number));
        }
        Files.writeString(folder.resolve("2026-4.eml.new"), "half a mail");

        var mails = new MailFolder(folder).newest(2);

        assertThat(mails).extracting(Mail::to).containsExactly("a@b.kr", "a@b.kr");
        assertThat(mails.get(0).subject()).isEqualTo("Your Timedeal code");
        assertThat(mails)
                .extracting(Mail::text)
                .containsExactly("Your code for signing up is 10000002.\n", "Your code for signing up is 10000003.\n");
    }

    @Test
    void knowsNoMailBeforeTheFirst() throws Exception {
        assertThat(new MailFolder(folder.resolve("none")).newest(5)).isEqualTo(List.of());
    }

    @Test
    void findsTheLatestCodeOfAnAddress() throws Exception {
        Files.writeString(folder.resolve("1.eml"), MAIL.formatted("a@b.kr", "11111111"));
        Files.writeString(folder.resolve("2.eml"), MAIL.formatted("a@b.kr", "22222222"));
        Files.writeString(folder.resolve("3.eml"), MAIL.formatted("other@b.kr", "33333333"));

        assertThat(new AwaitCode(new MailFolder(folder)).sentTo("a@b.kr")).isEqualTo("22222222");
    }
}
