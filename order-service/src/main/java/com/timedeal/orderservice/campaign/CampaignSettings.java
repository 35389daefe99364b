package com.timedeal.orderservice.campaign;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param maxAhead how far from now the times of a coupon may lie */
@Validated
@ConfigurationProperties("timedeal.coupons")
record CampaignSettings(@NotNull @DurationMin(days = 1) Duration maxAhead) {}
