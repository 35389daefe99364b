package com.timedeal.gatewayservice.failover;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** What a failure on the way to a service lets one say about the request. */
public enum BackendFailure {
    /** No connection came about, so not a byte of the request left. */
    NOT_SENT,
    /** Every connection to the instance was busy for too long; nothing was sent either, but the instance is fine. */
    OVERLOADED,
    /** The connection broke after the request, or part of it, was sent. Nobody knows what the service did with it. */
    LOST,
    /** The answer did not come in time. Nobody knows either. */
    LATE,
    /** Not a failure of this kind. */
    NONE;

    /** Looks through the causes: some of these arrive wrapped by Spring Cloud Gateway or by the operating system's layer. */
    public static BackendFailure of(Throwable failure) {
        var found = NONE;
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            found = switch (cause) {
                // Netty's connect time-out is a ConnectException too.
                case ConnectException e -> NOT_SENT;
                case NoRouteToHostException e -> NOT_SENT;
                case UnknownHostException e -> NOT_SENT;
                // Shaded into Reactor Netty, which offers no other name for them.
                case PoolAcquireTimeoutException e -> OVERLOADED;
                case PoolAcquirePendingLimitException e -> OVERLOADED;
                case io.netty.handler.timeout.TimeoutException e -> LATE;
                case TimeoutException e -> LATE;
                case org.springframework.cloud.gateway.support.TimeoutException e -> LATE;
                case IOException e -> LOST;
                // A pooled connection that was closed while the request was being written to it.
                case AbortedException e -> LOST;
                default -> found;
            };
        }
        return found;
    }
}
