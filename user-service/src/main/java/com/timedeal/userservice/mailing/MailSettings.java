package com.timedeal.userservice.mailing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mail is sent.
 *
 * @param from the sender
 * @param waiting mails that may wait to be sent; more are refused
 * @param atOnce connections to the mail server
 * @param attempts how often one mail is tried
 * @param pause between two attempts
 */
@Validated
@ConfigurationProperties("timedeal.mail")
record MailSettings(
        @NotBlank String from,
        @Min(1) @Max(10_000) @DefaultValue("500") int waiting,
        @Min(1) @Max(64) @DefaultValue("4") int atOnce,
        @Min(1) @Max(10) @DefaultValue("3") int attempts,
        @NotNull @DefaultValue("2s") Duration pause) {}
