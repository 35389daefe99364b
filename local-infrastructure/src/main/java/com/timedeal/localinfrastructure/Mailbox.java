package com.timedeal.localinfrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Takes every e-mail of the platform (SMTP on loopback) and delivers it to nobody: each is a file of the folder
 * {@code mail}, readable by its owner alone, its name beginning with the time of its arrival.
 *
 * <p>SubEthaSMTP speaks the protocol.
 */
final class Mailbox implements Server {

    private static final int MOST_AT_ONCE = 50;
    private static final int MOST_BYTES = 1_000_000;
    private static final int KEPT = 1_000;
    private static final int SILENCE_SECONDS = 30;

    private static final DateTimeFormatter ARRIVAL =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final int port;
    private SMTPServer server;
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
        if (server != null) {
            return;
        }
        Home.createPrivately(folder);
        var opened = SMTPServer.port(port)
                .bindAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
                .hostName("timedeal")
                .softwareName("mailbox")
                .insertReceivedHeaders(false)
                .maxConnections(MOST_AT_ONCE)
                .maxMessageSize(MOST_BYTES)
                .connectionTimeout(SILENCE_SECONDS, TimeUnit.SECONDS)
                .messageHandlerFactory(context -> new Keeper())
                .build();
        try {
            opened.start();
        } catch (RuntimeException notStarted) {
            throw new IOException("The mailbox cannot listen on port " + port, notStarted);
        }
        server = opened;
    }

    /** A mail that was not answered with 250 was not taken; its sender tries again. */
    private final class Keeper implements MessageHandler {

        @Override
        public void from(String sender) {}

        @Override
        public void recipient(String recipient) {}

        @Override
        public String data(InputStream stream) throws IOException, RejectException {
            var mail = stream.readNBytes(MOST_BYTES + 1);
            if (mail.length > MOST_BYTES) {
                stream.transferTo(OutputStream.nullOutputStream());
                throw new RejectException(552, "Too big");
            }
            keep(new String(mail, StandardCharsets.UTF_8).replace("\r\n", "\n"));
            return null;
        }

        @Override
        public void done() {}
    }

    private synchronized void keep(String mail) throws IOException {
        number++;
        var name = "%s-%06d.eml".formatted(ARRIVAL.format(Instant.now()), number);
        var draft = Home.writePrivately(folder.resolve(name + ".new"), mail);
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

    /** Where it listens. */
    public synchronized int port() {
        return server == null ? port : server.getPortAllocated();
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
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
