package com.timedeal.orderservice.claim;

import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.util.UUID;

/** @param requestHash SHA-256 over what the key was sent with */
public record ClaimRequest(UUID allotmentId, UUID userId, IdempotencyKey key, byte[] requestHash, int quantity) {}
