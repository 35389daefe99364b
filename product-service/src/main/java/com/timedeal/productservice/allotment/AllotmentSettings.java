package com.timedeal.productservice.allotment;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param readTimeout how long order-service may take to answer */
@Validated
@ConfigurationProperties("timedeal.allotments")
record AllotmentSettings(@NotNull Duration readTimeout) {}
