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

        @NotNull(message = REQUIRED) @Pattern(regexp = NAME, message = NAME_RULE)
        String name,

        @NotNull(message = REQUIRED) @Pattern(regexp = NICKNAME, message = NICKNAME_RULE)
        String nickname,

        @NotNull(message = REQUIRED) @Pattern(regexp = PHONE, message = PHONE_RULE)
        String phone,

        @NotNull(message = REQUIRED) @Size(max = 100, message = "is too long")
        String verificationToken) {

    static final String NAME = "(?U)(?!\\s)[^\\p{Cc}\\p{Cs}]{1,50}(?<!\\s)";
    static final String NAME_RULE = "must be 1 to 50 characters, without blanks around it";
    static final String NICKNAME = "(?U)(?!\\s)[^\\p{Cc}\\p{Cs}]{1,30}(?<!\\s)";
    static final String NICKNAME_RULE = "must be 1 to 30 characters, without blanks around it";
    static final String PHONE = "0\\d{1,2}-?\\d{3,4}-?\\d{4}|\\+[1-9]\\d{6,14}";
    static final String PHONE_RULE = "must be a phone number like 010-1234-5678 or +821012345678";

    private static final String REQUIRED = "is required";

    @Override
    public String toString() {
        return "SignUpRequest[hidden]";
    }
}
