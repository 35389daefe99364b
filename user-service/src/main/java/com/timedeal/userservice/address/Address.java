package com.timedeal.userservice.address;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** Where things are sent to. Its text form tells nothing, so that no log can. */
record Address(
        @NotNull(message = "is required") @Pattern(regexp = Address.TEXT_50, message = "must be 1 to 50 characters")
        String recipient,

        @NotNull(message = "is required") @Pattern(regexp = "[+0-9][0-9-]{6,19}", message = "must be a phone number")
        String phone,

        @NotNull(message = "is required")
        @Pattern(regexp = "[0-9A-Za-z -]{3,10}", message = "must be 3 to 10 letters or digits")
        String zipCode,

        @NotNull(message = "is required") @Pattern(regexp = Address.TEXT_200, message = "must be 1 to 200 characters")
        String line1,

        @Pattern(regexp = Address.TEXT_200, message = "must be 1 to 200 characters")
        String line2) {

    private static final String TEXT_50 = "(?U)(?!\\s)[^\\p{Cc}\\p{Cs}]{1,50}(?<!\\s)";
    private static final String TEXT_200 = "(?U)(?!\\s)[^\\p{Cc}\\p{Cs}]{1,200}(?<!\\s)";

    @Override
    public String toString() {
        return "Address[hidden]";
    }
}
