package com.timedeal.launcher.generator;

import java.nio.ByteBuffer;

/** What is to be sent. */
public interface Requests {

    int count();

    /** Writes the whole of a request, in HTTP/1.1 and with keep-alive. @param number from 0 */
    void put(int number, ByteBuffer buffer);
}
