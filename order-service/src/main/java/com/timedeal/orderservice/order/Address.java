package com.timedeal.orderservice.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Where an order goes. Stored as JSON: addresses are shown and printed, never searched. */
public record Address(
        @NotBlank @Size(max = 50) String recipient,

        @NotBlank @Pattern(regexp = "\\+?[0-9][0-9 -]{7,18}")
        String phone,

        @NotBlank @Pattern(regexp = "[0-9]{5}") String zipCode,
        @NotBlank @Size(max = 200) String line1,
        @Size(max = 200) String line2) {

    /** Not the one of the API, whose settings must not change what is stored. */
    private static final ObjectMapper STORED = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    String stored() {
        try {
            return STORED.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** @param column null, which stays null, for an order without an address */
    public static Address ofStored(String column) {
        try {
            return column == null ? null : STORED.readValue(column, Address.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An order holds something else than an address", e);
        }
    }
}
