package com.timedeal.gatewayservice.source;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param trustedProxies addresses ({@code 10.0.0.7}) and networks ({@code 10.0.0.0/24}) of our own reverse proxies; only what these
 *     write in {@code X-Forwarded-For} is believed. None by default: then the socket's peer is the client
 */
@ConfigurationProperties("timedeal.edge")
record SourceSettings(@DefaultValue List<String> trustedProxies) {}
