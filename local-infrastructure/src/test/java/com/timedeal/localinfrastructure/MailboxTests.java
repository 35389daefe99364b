package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class MailboxTests {

    @TempDir
    private Path folder;

    private Mailbox mailbox;

    @BeforeEach
    void start() throws IOException {
        mailbox = new Mailbox(folder.resolve("mail"), 0);
        mailbox.start();
    }

    @AfterEach
    void stop() {
        mailbox.stop();
    }

    @Test
    void keepsEachMailInAFileOfItsOwn() throws IOException {
        try (var sender = new Sender(mailbox.port())) {
            assertThat(sender.greeting).startsWith("220 ");
            assertThat(sender.say("EHLO here")).startsWith("250");
            for (var number = 1; number <= 2; number++) {
                assertThat(sender.say("MAIL FROM:<a@b.kr>")).startsWith("250");
                assertThat(sender.say("RCPT TO:<c@d.kr>")).startsWith("250");
                assertThat(sender.say("DATA")).startsWith("354");
                assertThat(sender.say("To: c@d.kr\r\n\r\nMail " + number + "\r\n..dot\r\n."))
                        .startsWith("250");
            }
            assertThat(sender.say("QUIT")).startsWith("221");
        }

        assertThat(mails()).containsExactly("To: c@d.kr\n\nMail 1\n.dot\n", "To: c@d.kr\n\nMail 2\n.dot\n");
    }

    @Test
    void keepsNothingOfAMailThatWasBrokenOff() throws IOException {
        try (var sender = new Sender(mailbox.port())) {
            sender.begin();
            sender.write("To: c@d.kr\r\nhalf of it\r\n");
        }
        try (var another = new Sender(mailbox.port())) {
            another.begin();
            another.say("whole\r\n.");
        }

        assertThat(mails()).containsExactly("whole\n");
    }

    @Test
    void refusesWhatIsTooBigAndGoesOn() throws IOException {
        try (var sender = new Sender(mailbox.port())) {
            sender.begin();
            assertThat(sender.say(("x".repeat(1000) + "\r\n").repeat(1001) + "."))
                    .startsWith("552");
            sender.begin();
            assertThat(sender.say("small\r\n.")).startsWith("250");
        }

        assertThat(mails()).containsExactly("small\n");
    }

    @Test
    void startsAgainAfterAStop() throws IOException {
        mailbox.stop();
        mailbox.stop();
        mailbox.start();
        mailbox.start();

        try (var sender = new Sender(mailbox.port())) {
            assertThat(sender.greeting).startsWith("220 ");
        }
    }

    private List<String> mails() throws IOException {
        try (var files = Files.list(folder.resolve("mail"))) {
            return files.sorted().map(MailboxTests::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A client that waits for the last line of each answer. */
    private static final class Sender implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader answers;
        private final String greeting;

        Sender(int port) throws IOException {
            socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            greeting = answers.readLine();
        }

        void begin() throws IOException {
            say("EHLO here");
            say("MAIL FROM:<a@b.kr>");
            say("RCPT TO:<c@d.kr>");
            assertThat(say("DATA")).startsWith("354");
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        String say(String line) throws IOException {
            write(line + "\r\n");
            var answer = answers.readLine();
            while (answer.length() > 3 && answer.charAt(3) == '-') {
                answer = answers.readLine();
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
