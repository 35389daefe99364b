package com.timedeal.localinfrastructure;

import java.io.IOException;

/** One of the servers; its methods are called by one thread at a time. */
sealed interface Server permits Broker, Mailbox, MariaDb, Redis {

    String name();

    /** Starts the server and returns when it answers; a server that runs is left alone. */
    void start() throws IOException;

    /** Stops it in order, so that nothing it accepted is lost; a server that does not run is fine. */
    void stop();

    /** Ends it at once, as a crash would. */
    void kill();

    /** Freezes it: connections stay open and nothing answers. */
    void pause();

    /** Ends {@link #pause()}. */
    void resume();
}
