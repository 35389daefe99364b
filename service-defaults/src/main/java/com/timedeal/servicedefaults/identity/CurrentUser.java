package com.timedeal.servicedefaults.identity;

import com.timedeal.servicedefaults.problem.Problems;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The caller of a public endpoint, taken from a verified access token. Declare it as a controller parameter. */
public record CurrentUser(UUID id, Set<Role> roles) {

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /**
     * @return this user
     * @throws ErrorResponseException 403 when the role is missing
     */
    public CurrentUser require(Role role) {
        if (!is(role)) {
            throw Problems.refuse(HttpStatus.FORBIDDEN, "FORBIDDEN", "This needs the role " + role + ".");
        }
        return this;
    }
}
