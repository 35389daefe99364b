package com.timedeal.gatewayservice.connection;

import com.timedeal.gatewayservice.source.Source;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Counts the connections of clients, and what they keep waiting in our memory. By the peer's own address: nothing that it says is known when it connects. Thread-safe. */
@Component
class OpenConnections {

    private final ConnectionSettings settings;
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicLong held = new AtomicLong();
    private final ConcurrentHashMap<Object, Integer> bySource = new ConcurrentHashMap<>();

    OpenConnections(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** Whether one more may stay open. Whoever asks must {@link #forget} it when it is closed, whatever the answer was. */
    boolean note(SocketAddress peer) {
        var ofSource = bySource.merge(keyOf(peer), 1, Integer::sum);
        return all.incrementAndGet() <= settings.connections() && ofSource <= settings.connectionsPerSource();
    }

    void forget(SocketAddress peer) {
        all.decrementAndGet();
        bySource.computeIfPresent(keyOf(peer), (source, count) -> count == 1 ? null : count - 1);
    }

    /** Whether so many bytes of bodies that are not whole yet may be kept; if so, whoever asks must {@link #letGo} them again. */
    boolean hold(long bytes) {
        if (held.addAndGet(bytes) <= settings.held().toBytes()) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void letGo(long bytes) {
        if (bytes > 0) {
            held.addAndGet(-bytes);
        }
    }

    int count() {
        return all.get();
    }

    long held() {
        return held.get();
    }

    private static Object keyOf(SocketAddress peer) {
        return peer instanceof InetSocketAddress address && address.getAddress() != null
                ? Source.of(address.getAddress())
                : Source.UNKNOWN;
    }
}
