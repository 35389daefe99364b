package com.timedeal.gatewayservice.connection;

import org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Puts a guard on every connection of the public port. */
@Component
class GuardConnections implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private final RequestRules rules;
    private final ConnectionSettings settings;
    private final OpenConnections connections;
    private final Refusals refusals;

    GuardConnections(RequestRules rules, ConnectionSettings settings, OpenConnections connections, Refusals refusals) {
        this.rules = rules;
        this.settings = settings;
        this.connections = connections;
        this.refusals = refusals;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(this::guard);
    }

    private HttpServer guard(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remoteAddress) -> {
            var guard = new GuardRequests(rules, settings, connections, refusals);
            channel.pipeline()
                    .addBefore(NettyPipeline.HttpCodec, "timedeal.bytes", guard.noteBytes())
                    .addAfter(NettyPipeline.HttpCodec, "timedeal.guard", guard);
        });
    }
}
