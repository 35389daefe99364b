package com.timedeal.orderservice.export;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxRows a file with more is refused; a sheet of Excel ends at 1,048,576
 * @param pageRows how many are read at a time
 * @param atOnce how many files an instance sends at the same time; who comes then is asked to come back
 * @param zone whose time of day the file shows
 */
@Validated
@ConfigurationProperties("timedeal.exports")
record ExportSettings(
        @Min(1) @Max(1_000_000) int maxRows,
        @Min(1) @Max(10_000) int pageRows,
        @Min(1) @Max(100) int atOnce,
        @NotNull ZoneId zone) {}
