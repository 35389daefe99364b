package com.timedeal.userservice.account;

import jakarta.validation.constraints.Pattern;

/** What somebody wants to be different; null leaves it as it is. Its text form tells nothing, so that no log can. */
record ProfileChanges(
        @Pattern(regexp = SignUpRequest.NAME, message = SignUpRequest.NAME_RULE)
        String name,

        @Pattern(regexp = SignUpRequest.NICKNAME, message = SignUpRequest.NICKNAME_RULE)
        String nickname,

        @Pattern(regexp = SignUpRequest.PHONE, message = SignUpRequest.PHONE_RULE)
        String phone) {

    @Override
    public String toString() {
        return "ProfileChanges[hidden]";
    }
}
