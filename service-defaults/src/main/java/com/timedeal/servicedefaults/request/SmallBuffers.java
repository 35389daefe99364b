package com.timedeal.servicedefaults.request;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * In a rush thousands of requests wait at the same time, and each holds its connection's buffers: 85 KB of the heap with
 * Tomcat's usual sizes. Our requests are a kilobyte and our answers little more, so most of that would hold nothing; what is
 * longer goes through a small buffer in several steps.
 */
final class SmallBuffers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String SIZE = "2048";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", SIZE);
            connector.setProperty("socket.appWriteBufSize", SIZE);
        });
    }
}
