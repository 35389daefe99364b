package com.timedeal.userservice.account;

import com.timedeal.userservice.email.AcceptableEmail;
import com.timedeal.userservice.password.AcceptablePassword;
import com.timedeal.userservice.password.Password;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Who wants an account. Lengths count Unicode characters; neither control characters nor blanks at the ends nor halves of
 * a surrogate pair are part of anybody's name. Its text form tells nothing personal, so that no log can.
 */
record SignUpRequest(
        @NotNull(message = REQUIRED) @AcceptableEmail String email,
        @NotNull(message = REQUIRED) @AcceptablePassword Password password,

        @NotNull(message = REQUIRED)
        @Pattern(
                regexp = "(?U)(?!\\s)[^\\p{Cc}\\p{Cs}]{1,50}(?<!\\s)",
                message = "must be 1 to 50 characters, without blanks around it")
        String name,

        @NotNull(message = REQUIRED)
        @Pattern(
                regexp = "(?U)(?!\\s)[^\\p{Cc}\\p{Cs}]{1,30}(?<!\\s)",
                message = "must be 1 to 30 characters, without blanks around it")
        String nickname,

        @NotNull(message = REQUIRED)
        @Pattern(
                regexp = "0\\d{1,2}-?\\d{3,4}-?\\d{4}|\\+[1-9]\\d{6,14}",
                message = "must be a phone number like 010-1234-5678 or +821012345678")
        String phone,

        @NotNull(message = REQUIRED) @Size(max = 100, message = "is too long")
        String verificationToken) {

    private static final String REQUIRED = "is required";

    @Override
    public String toString() {
        return "SignUpRequest[hidden]";
    }
}
