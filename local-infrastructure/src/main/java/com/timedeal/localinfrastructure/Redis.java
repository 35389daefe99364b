package com.timedeal.localinfrastructure;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Redis on loopback, with a password and without persistence: it helps, and nothing that must last is in it. */
final class Redis implements Server {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Home home;
    private final ServerBinaries binaries;
    private final String password;
    private final int port;
    private final Path configuration;
    private final ChildProcess process;

    Redis(Home home, ServerBinaries binaries, Settings settings, int port, Consumer<String> onUnexpectedEnd) {
        this.home = home;
        this.binaries = binaries;
        this.password = settings.redisPassword();
        this.port = port;
        this.configuration = home.data("redis").resolve("redis.conf");
        this.process = new ChildProcess(name(), home, configuration.toString(), onUnexpectedEnd);
    }

    @Override
    public String name() {
        return "redis";
    }

    Optional<Long> pid() {
        return process.pid();
    }

    void stopLeftover() throws IOException {
        process.stopLeftover();
    }

    @Override
    public void start() throws IOException {
        if (process.isAlive()) {
            return;
        }
        var program = binaries.redis();
        var folder = Files.createDirectories(configuration.getParent());
        // In a file, since every user of the machine can read a command line.
        Home.writePrivately(configuration, settings());
        process.start(List.of(program.toString(), configuration.toString()), folder, this::answers, START_LIMIT);
    }

    private String settings() {
        var lines = """
                bind 127.0.0.1
                port %d
                requirepass %s
                daemonize no
                save ""
                appendonly no
                """.formatted(port, password);
        // Keeps the path of this file on the command line, by which a leftover is recognised.
        return File.separatorChar == '/' ? lines + "set-proc-title no\n" : lines;
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream()
                    .write("AUTH %s\r\nPING\r\n".formatted(password).getBytes(StandardCharsets.US_ASCII));
            var expected = "+OK\r\n+PONG\r\n";
            return new String(socket.getInputStream().readNBytes(expected.length()), StandardCharsets.US_ASCII)
                    .equals(expected);
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }
}
