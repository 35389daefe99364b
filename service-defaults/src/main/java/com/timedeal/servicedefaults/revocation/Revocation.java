package com.timedeal.servicedefaults.revocation;

import java.util.UUID;

/**
 * Access tokens of an account that count no more.
 *
 * @param version the first that still counts
 */
public record Revocation(UUID userId, long version) {}
