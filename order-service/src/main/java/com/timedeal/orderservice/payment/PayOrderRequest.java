package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.provider.PaymentMethod;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** @param amount won; what the buyer believes to pay @param token what stands for the card or account; null for none */
record PayOrderRequest(
        @NotNull PaymentMethod method,
        @NotNull @PositiveOrZero Long amount,
        @Size(max = 100) String token) {

    byte[] hash() {
        return token == null ? RequestHash.of(method, amount) : RequestHash.of(method, amount, token);
    }
}
