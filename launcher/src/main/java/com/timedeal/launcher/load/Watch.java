package com.timedeal.launcher.load;

import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.platform.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Follows the results while they are written and tells how the load goes, phase by phase. */
final class Watch implements AutoCloseable {

    /** Where every new state is a line of its own. */
    private static final Duration PLAIN = Duration.ofSeconds(5);

    private final Path file;
    private final Results results;
    private final Terminal terminal;
    private final Progress progress;
    private final Set<String> finished = new HashSet<>();
    private InputStream in;
    private CsvReader reader;
    private String current = "";
    private long toldNanos;

    Watch(Path file, Results results, Terminal terminal) {
        this.file = file;
        this.results = results;
        this.terminal = terminal;
        this.progress = terminal.progress();
    }

    void look() throws IOException {
        if (in == null) {
            if (!Files.exists(file)) {
                return;
            }
            in = Files.newInputStream(file);
            reader = new CsvReader(in, results::add);
        }
        reader.read();
        tell();
    }

    private void tell() {
        var phases = results.phases();
        if (phases.isEmpty()) {
            return;
        }
        var now = System.nanoTime();
        if (!phases.getLast().equals(current)) {
            phases.subList(0, phases.size() - 1).forEach(this::finish);
            current = phases.getLast();
        } else if (!terminal.interactive() && now - toldNanos < PLAIN.toNanos()) {
            return;
        }
        toldNanos = now;
        progress.update(current, results.inWords(current));
    }

    private void finish(String phase) {
        if (finished.add(phase)) {
            progress.done(phase, results.inWords(phase));
        }
    }

    @Override
    public void close() throws IOException {
        results.phases().forEach(this::finish);
        progress.close();
        if (in != null) {
            in.close();
        }
    }
}
