package com.timedeal.orderservice.provider;

import java.util.UUID;

/**
 * What a provider says in a callback.
 *
 * @param status {@link #SUCCEEDED} or {@link #FAILED}
 * @param amount won
 * @param reason null unless it failed
 */
public record CallbackBody(UUID paymentId, String status, Long amount, String reason) {

    public static final String SUCCEEDED = "SUCCEEDED";
    public static final String FAILED = "FAILED";
}
