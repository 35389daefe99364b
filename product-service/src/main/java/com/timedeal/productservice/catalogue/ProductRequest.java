package com.timedeal.productservice.catalogue;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * A product to list.
 *
 * @param category slug; null means {@code etc}
 * @param price won
 * @param stock units on the shelf to begin with
 * @param attributes free pairs such as colour or size; null means none
 */
record ProductRequest(
        @NotBlank @Size(max = 100) String name,
        @Size(max = 4000) String description,
        String category,
        @NotNull @Min(1) @Max(10_000_000_000L) Long price,
        @NotNull @Min(0) @Max(1_000_000_000L) Long stock,
        @Size(max = 50) Map<@NotBlank @Size(max = 50) String, @NotNull @Size(max = 500) String> attributes) {

    ProductRequest {
        description = description == null ? "" : description;
        category = category == null ? "etc" : category;
        attributes = attributes == null ? Map.of() : attributes;
    }
}
