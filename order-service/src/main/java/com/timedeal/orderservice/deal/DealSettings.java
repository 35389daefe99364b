package com.timedeal.orderservice.deal;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param readTimeout how long product-service may take to say what a deal is
 * @param unknownFor how long "there is no such deal" is believed; at most a second or so, since it may be created
 * @param settleInterval how often overdue settlements are looked for
 * @param levelInterval how often what is left of a running deal is announced
 */
@Validated
@ConfigurationProperties("timedeal.deals")
record DealSettings(
        @NotNull Duration readTimeout,
        @NotNull Duration unknownFor,
        @NotNull Duration settleInterval,
        @NotNull Duration levelInterval) {}
