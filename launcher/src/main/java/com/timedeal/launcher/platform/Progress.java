package com.timedeal.launcher.platform;

/** Who is told how starting and stopping goes; called from several threads. */
public interface Progress extends AutoCloseable {

    /** What the process is doing or waiting for now. */
    void update(String process, String state);

    /** The process has reached its end, good or bad; no more is said of it. */
    void done(String process, String result);

    /** Nothing more is to come. */
    @Override
    void close();

    /** Tells nobody. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void update(String process, String state) {}

            @Override
            public void done(String process, String result) {}

            @Override
            public void close() {}
        };
    }
}
