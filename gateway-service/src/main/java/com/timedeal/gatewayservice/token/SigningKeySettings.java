package com.timedeal.gatewayservice.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param refreshEvery how often the keys are fetched in the background
 * @param atMostEvery the shortest time between two fetches, whatever tokens with unknown keys arrive
 * @param rememberedTokens how many tokens are not verified again at each request; 0 for none, less than 1 KB each
 */
@ConfigurationProperties("timedeal.signing-keys")
record SigningKeySettings(
        @DefaultValue("60s") Duration refreshEvery,
        @DefaultValue("1s") Duration atMostEvery,
        @DefaultValue("20000") int rememberedTokens) {}
