package com.timedeal.gatewayservice.failover;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param leaveOutFor how long an instance gets no requests after a connection to it failed */
@ConfigurationProperties("timedeal.failover")
record FailoverSettings(@DefaultValue("5s") Duration leaveOutFor) {}
