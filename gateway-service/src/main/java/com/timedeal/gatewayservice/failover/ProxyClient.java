package com.timedeal.gatewayservice.failover;

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
        // Reactor Netty sends a request again, whatever its method, when a pooled connection turns out to be reset.
        // The service may have carried out the first one: a POST would take effect twice.
        return client.disableRetry(true).responseTimeout(SILENCE);
    }
}
