package com.timedeal.launcher.platform;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Progress as text: on a terminal one line per process that counts its seconds, elsewhere (a file, a build log) a line for
 * each new state.
 */
public final class ProgressLines implements Progress {

    private static final int NAME_WIDTH = 18;
    private static final long REDRAW_MILLIS = 250;

    private final PrintStream out;
    private final boolean terminal;
    private final int columns;
    private final Map<String, Line> live = new LinkedHashMap<>();
    private final ScheduledExecutorService redraw;
    private int drawn;

    private record Line(long startNanos, String state) {}

    /**
     * @param terminal whether lines can be written over
     * @param columns the width of the terminal; longer lines are cut, because a broken line cannot be written over
     */
    public ProgressLines(PrintStream out, boolean terminal, int columns) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns;
        this.redraw = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        if (terminal) {
            redraw.scheduleAtFixedRate(this::drawNow, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void update(String process, String state) {
        var line = live.get(process);
        if (line != null && line.state.equals(state)) {
            return;
        }
        live.put(process, new Line(line == null ? System.nanoTime() : line.startNanos, state));
        if (!terminal) {
            out.println(text(process, live.get(process)));
            out.flush();
        }
    }

    @Override
    public synchronized void done(String process, String result) {
        clear();
        var line = live.remove(process);
        out.println(text(process, new Line(line == null ? System.nanoTime() : line.startNanos, result)));
        draw();
        out.flush();
    }

    @Override
    public void close() {
        redraw.shutdownNow();
        synchronized (this) {
            clear();
            live.clear();
            out.flush();
        }
    }

    private synchronized void drawNow() {
        clear();
        draw();
        out.flush();
    }

    private void clear() {
        if (drawn > 0) {
            // Up to the first of our lines, then wipe everything below.
            out.print("\u001b[" + drawn + "A\r\u001b[J");
            drawn = 0;
        }
    }

    private void draw() {
        if (terminal && !redraw.isShutdown()) {
            live.forEach((process, line) -> {
                var text = text(process, line);
                out.println(text.length() < columns ? text : text.substring(0, columns - 1));
                drawn++;
            });
        }
    }

    private static String text(String process, Line line) {
        var seconds = Duration.ofNanos(System.nanoTime() - line.startNanos).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "  %-" + NAME_WIDTH + "s %6.1f s  %s", process, seconds, line.state);
    }
}
