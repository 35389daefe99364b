package com.timedeal.productservice.quantity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** @param quantity units the deal shall have in all */
record ChangeQuantityRequest(
        @NotNull @Min(1) @Max(10_000_000L) Long quantity) {}
