package com.timedeal.localinfrastructure;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * Takes every e-mail of the platform (SMTP on loopback) and delivers it to nobody: each is a file of the folder
 * {@code mail}, readable by its owner alone, its name beginning with the time of its arrival.
 *
 * <p>Only as much of RFC 5321 as a client needs that sends in order; limited in everything that a client could exhaust.
 */
public final class Mailbox implements Server {

    private static final int MOST_AT_ONCE = 50;
    private static final int MOST_BYTES = 1_000_000;
    private static final int LONGEST_LINE = 2_000;
    private static final int KEPT = 1_000;
    private static final int SILENCE_MILLIS = 30_000;

    private static final DateTimeFormatter ARRIVAL =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final int port;
    private final Semaphore turns = new Semaphore(MOST_AT_ONCE);
    private ServerSocket door;
    private long number;

    /**
     * @param folder made when it is missing; its parent must be there
     * @param port 0 for any free one
     */
    public Mailbox(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    @Override
    public String name() {
        return "mailbox";
    }

    @Override
    public synchronized void start() throws IOException {
        if (door != null) {
            return;
        }
        Home.createPrivately(folder);
        var opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), MOST_AT_ONCE);
        door = opened;
        Thread.ofVirtual().start(() -> answer(opened));
    }

    private void answer(ServerSocket opened) {
        while (true) {
            Socket caller;
            try {
                caller = opened.accept();
            } catch (IOException closed) {
                return;
            }
            Thread.ofVirtual().start(() -> serve(caller));
        }
    }

    private void serve(Socket caller) {
        turns.acquireUninterruptibly();
        try (caller) {
            caller.setSoTimeout(SILENCE_MILLIS);
            converse(new BufferedInputStream(caller.getInputStream()), caller.getOutputStream());
        } catch (IOException left) {
            // A mail that was not answered with 250 was not taken; its sender tries again.
        } finally {
            turns.release();
        }
    }

    private void converse(InputStream in, OutputStream out) throws IOException {
        say(out, "220 timedeal mailbox");
        for (var line = line(in); line != null; line = line(in)) {
            var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> say(out, "250-timedeal\r\n250-8BITMIME\r\n250 SIZE " + MOST_BYTES);
                case "HELO", "MAIL", "RCPT", "RSET", "NOOP" -> say(out, "250 OK");
                case "DATA" -> {
                    say(out, "354 Go on");
                    take(in, out);
                }
                case "QUIT" -> {
                    say(out, "221 Bye");
                    return;
                }
                default -> say(out, "502 Not here");
            }
        }
    }

    private void take(InputStream in, OutputStream out) throws IOException {
        var mail = new ByteArrayOutputStream();
        var line = line(in);
        for (; line != null && !line.equals("."); line = line(in)) {
            // A dot at the beginning was doubled by the sender (RFC 5321, 4.5.2).
            var text = line.startsWith(".") ? line.substring(1) : line;
            if (mail.size() <= MOST_BYTES) {
                mail.writeBytes((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        if (line == null) {
            return; // broken off
        }
        if (mail.size() > MOST_BYTES) {
            say(out, "552 Too big");
            return;
        }
        keep(mail.toByteArray());
        say(out, "250 OK");
    }

    private synchronized void keep(byte[] mail) throws IOException {
        number++;
        var name = "%s-%06d.eml".formatted(ARRIVAL.format(Instant.now()), number);
        var draft = Home.writePrivately(folder.resolve(name + ".new"), new String(mail, StandardCharsets.UTF_8));
        // Whole or not at all, for whoever looks at the folder meanwhile.
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        dropOld();
    }

    private void dropOld() throws IOException {
        try (var files = Files.list(folder)) {
            var mails = files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
            for (var old : mails.subList(0, Math.max(0, mails.size() - KEPT))) {
                Files.deleteIfExists(old);
            }
        }
    }

    /** A line without its end; null when there is none any more. */
    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (bytes.size() >= LONGEST_LINE) {
                throw new IOException("a line without end");
            }
            bytes.write(next);
        }
        var text = bytes.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Where it listens. */
    public synchronized int port() {
        return door == null ? port : door.getLocalPort();
    }

    @Override
    public synchronized void stop() {
        if (door == null) {
            return;
        }
        try {
            door.close();
        } catch (IOException closedAnyway) {
            // Nothing to do about it.
        }
        door = null;
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException("the mailbox runs inside the infrastructure process");
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException("the mailbox runs inside the infrastructure process");
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException("the mailbox runs inside the infrastructure process");
    }
}
