package com.timedeal.userservice.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The bank account to which money goes back. Its text form tells nothing, so that no log can. */
record RefundAccount(
        @NotNull(message = "is required")
        @Pattern(regexp = SignUpRequest.NICKNAME, message = "must be the name of a bank, of 1 to 30 characters")
        String bank,

        @NotNull(message = "is required")
        @Pattern(regexp = "[0-9](?:-?[0-9]){5,19}", message = "must be 6 to 20 digits")
        String accountNumber,

        @NotNull(message = "is required") @Pattern(regexp = SignUpRequest.NAME, message = SignUpRequest.NAME_RULE)
        String holder) {

    /** For showing: enough to recognise it by. */
    RefundAccount masked() {
        return new RefundAccount(bank, "****" + accountNumber.substring(accountNumber.length() - 4), holder);
    }

    @Override
    public String toString() {
        return "RefundAccount[hidden]";
    }
}
