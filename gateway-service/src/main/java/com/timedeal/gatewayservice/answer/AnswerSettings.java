package com.timedeal.gatewayservice.answer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param onlyTlsFor how long browsers shall come by TLS only (Strict-Transport-Security); zero, the default, says nothing: the gateway
 *     itself speaks no TLS unless it is configured
 */
@ConfigurationProperties("timedeal.answers")
record AnswerSettings(@DefaultValue("0s") Duration onlyTlsFor) {}
