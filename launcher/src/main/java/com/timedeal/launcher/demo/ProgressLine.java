package com.timedeal.launcher.demo;

import com.timedeal.launcher.control.Terminal;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How the demo goes: on a terminal one line that is written over, elsewhere a line now and then. What is over stays as a
 * line.
 */
final class ProgressLine implements AutoCloseable {

    private static final long REDRAW_MILLIS = 200;
    private static final long PLAIN_MILLIS = 5_000;
    private static final String WIPE = "\r\u001b[K";

    private final Terminal terminal;
    private final ScheduledExecutorService ticker;
    private final long begin = System.nanoTime();
    private String step;
    private Supplier<String> state;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
        this.ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        var every = terminal.interactive() ? REDRAW_MILLIS : PLAIN_MILLIS;
        ticker.scheduleAtFixedRate(this::tick, every, every, TimeUnit.MILLISECONDS);
    }

    /** Ends the last step and begins another. @param state what can be said of it now; called from another thread */
    synchronized void step(String name, Supplier<String> nowState) {
        finishStep();
        step = name;
        state = nowState;
        if (terminal.interactive()) {
            tick();
        }
    }

    @Override
    public synchronized void close() {
        ticker.shutdownNow();
        finishStep();
    }

    private synchronized void tick() {
        if (step == null) {
            return;
        }
        var text = text();
        if (terminal.interactive()) {
            // A line that breaks cannot be written over.
            terminal.out().print(WIPE + text.substring(0, Math.min(text.length(), terminal.columns() - 1)));
        } else {
            terminal.out().println(text + " …");
        }
        terminal.out().flush();
    }

    private void finishStep() {
        if (step != null) {
            terminal.out().println((terminal.interactive() ? WIPE : "") + text());
            terminal.out().flush();
            step = null;
        }
    }

    private String text() {
        var seconds = (System.nanoTime() - begin) / 1e9;
        return String.format(Locale.ROOT, "  %6.1f s  %-18s %s", seconds, step, state.get());
    }
}
