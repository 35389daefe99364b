package com.timedeal.userservice.administration;

import com.timedeal.servicedefaults.identity.Role;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** What an administrator sees of an account. Its text form tells only the id, so that no log can tell more. */
record AccountSummary(
        UUID userId, String email, String nickname, Set<Role> roles, Instant createdAt, Instant disabledAt) {

    @Override
    public String toString() {
        return "AccountSummary[" + userId + "]";
    }
}
