package com.timedeal.gatewayservice.failover;

import io.netty.channel.ChannelHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.time.Duration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;

/** What the settings of the gateway's HTTP client do not offer. */
@Component
class ProxyClient implements HttpClientCustomizer {

    /** Between two reads of one answer; longer than the 15 s heartbeat of an event stream. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    @Override
    public HttpClient customize(HttpClient client) {
        // Reactor Netty by itself sends a request again, whatever its method, when a pooled connection turns out to
        // be reset. Older versions did so though the service might have carried it out; this one looks first whether
        // anything was sent. Not to depend on that: what is sent again is decided in SendToAnotherInstance alone.
        return client.disableRetry(true)
                .responseTimeout(SILENCE)
                .doOnChannelInit(
                        (observer, channel, service) -> channel.pipeline().addFirst(sendTogether()));
    }

    /**
     * Requests leave when all that the I/O thread has just heard of has been looked at. In a rush they reach a service in
     * groups then, and it need not wake its threads for each of them.
     */
    private static ChannelHandler sendTogether() {
        return new FlushConsolidationHandler(FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true);
    }
}
