package com.timedeal.concurrencylab.sale;

import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.util.UUID;

/** Somebody wants units. @param requestHash SHA-256 over what the key was sent with */
public record Intent(UUID saleId, UUID userId, IdempotencyKey key, byte[] requestHash, int quantity) {}
