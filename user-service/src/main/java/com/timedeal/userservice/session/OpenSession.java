package com.timedeal.userservice.session;

import java.time.Instant;
import java.util.UUID;

/** A login that goes on, as its owner sees it. */
public record OpenSession(UUID sessionId, String client, Instant openedAt, Instant lastUsedAt, Instant expiresAt) {}
