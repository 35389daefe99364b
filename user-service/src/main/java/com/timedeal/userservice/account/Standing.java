package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.identity.Role;
import java.util.Set;
import java.util.UUID;

/**
 * What an account may do now.
 *
 * @param version of its access tokens
 */
public record Standing(UUID userId, Set<Role> roles, long version, boolean disabled) {}
