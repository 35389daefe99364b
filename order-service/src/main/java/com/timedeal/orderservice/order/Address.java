package com.timedeal.orderservice.order;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Where an order goes. */
record Address(
        @NotBlank @Size(max = 50) String recipient,

        @NotBlank @Pattern(regexp = "\\+?[0-9][0-9 -]{7,18}")
        String phone,

        @NotBlank @Pattern(regexp = "[0-9]{5}") String zipCode,
        @NotBlank @Size(max = 200) String line1,
        @Size(max = 200) String line2) {}
