/** A load generator that costs little: one thread, plain sockets, requests put together from bytes made before. */
package com.timedeal.launcher.generator;
