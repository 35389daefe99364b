package com.timedeal.launcher.mail;

import java.time.Instant;

/** An e-mail as it was received. */
public record Mail(Instant receivedAt, String to, String subject, String text) {}
