package com.timedeal.productservice.catalogue;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;

/** What to change about a product; null leaves a field as it is. Stock is changed by restocking only. */
record ProductChanges(
        @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") @Size(max = 100)
        String name,

        @Size(max = 4000) String description,
        String category,
        @Min(1) @Max(10_000_000_000L) Long price,
        @Size(max = 50) Map<@NotBlank @Size(max = 50) String, @NotNull @Size(max = 500) String> attributes) {}
