package com.timedeal.gatewayservice.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits that hold for every client alike. Those of the request line and the headers are the server's own settings.
 *
 * @param headersWithin from the first byte of a request to the end of its headers
 * @param bodyWithin from there to the end of its body; with {@code body} it is the slowest a client may be
 * @param body of any request, chunked or not
 * @param purchaseBody of a request that buys units or claims a coupon
 * @param held bodies that are not whole yet, of all clients together
 * @param connections at the same time, of all clients together
 * @param connectionsPerSource of one address, or of one /64 network of IPv6
 */
@ConfigurationProperties("timedeal.connections")
record ConnectionSettings(
        @DefaultValue("10s") Duration headersWithin,
        @DefaultValue("15s") Duration bodyWithin,
        @DefaultValue("64KB") DataSize body,
        @DefaultValue("4KB") DataSize purchaseBody,
        @DefaultValue("32MB") DataSize held,
        @DefaultValue("20000") int connections,
        @DefaultValue("10000") int connectionsPerSource) {}
