package com.timedeal.servicedefaults.request;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Each request goes to the back of the queue for a processor before anything is done for it. Tomcat carries on with a
 * connection as long as its next request is there already, and nothing takes the processor from a virtual thread: without
 * this, a few who ask again at once are answered within a millisecond and all others wait for seconds.
 *
 * <p>No strict order: the scheduler has several queues and prefers the one it is at until that has run empty, which happens
 * as soon as one client is slower than we are.
 */
final class TakeTurns extends ValveBase {

    TakeTurns() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (Thread.currentThread().isVirtual()) {
            Thread.yield();
        }
        getNext().invoke(request, response);
    }
}
