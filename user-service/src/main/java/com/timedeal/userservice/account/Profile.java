package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.identity.Role;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** What an account's owner sees of it. Its text form tells only the id, so that no log can tell more. */
record Profile(
        UUID userId, String email, String name, String nickname, String phone, Set<Role> roles, Instant createdAt) {

    @Override
    public String toString() {
        return "Profile[" + userId + "]";
    }
}
