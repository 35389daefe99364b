package com.timedeal.userservice.administration;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import com.timedeal.servicedefaults.problem.Problems;
import com.timedeal.userservice.account.ChangeRoles;
import com.timedeal.userservice.account.DisableAccount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
class AccountAdministrationController {

    private final ListAccounts accounts;
    private final ChangeRoles changeRoles;
    private final DisableAccount disableAccount;

    AccountAdministrationController(ListAccounts accounts, ChangeRoles changeRoles, DisableAccount disableAccount) {
        this.accounts = accounts;
        this.changeRoles = changeRoles;
        this.disableAccount = disableAccount;
    }

    /** @param email the one account of that address, if there is one */
    @GetMapping
    PageOf<AccountSummary> list(
            CurrentUser user,
            @Valid PageQuery page,
            @RequestParam(name = "email", required = false) @Size(max = 254) String email) {
        user.require(Role.ADMIN);
        return email == null ? accounts.page(page) : accounts.of(email, page);
    }

    @PutMapping("/{userId}/roles")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeRoles(CurrentUser user, @PathVariable UUID userId, @Valid @RequestBody RolesRequest request) {
        user.require(Role.ADMIN);
        refuseOneself(user, userId);
        if (!changeRoles.of(userId, request.roles())) {
            throw Problems.notFound("account");
        }
    }

    @PutMapping("/{userId}/disabled")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(CurrentUser user, @PathVariable UUID userId) {
        user.require(Role.ADMIN);
        refuseOneself(user, userId);
        if (!disableAccount.disable(userId)) {
            throw Problems.notFound("account");
        }
    }

    @DeleteMapping("/{userId}/disabled")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(CurrentUser user, @PathVariable UUID userId) {
        user.require(Role.ADMIN);
        if (!disableAccount.enable(userId)) {
            throw Problems.notFound("account");
        }
    }

    /** Somebody else must do that: so there is always an administrator left. */
    private static void refuseOneself(CurrentUser user, UUID userId) {
        if (user.id().equals(userId)) {
            throw Problems.refuse(
                    HttpStatus.CONFLICT, "NOT_ONESELF", "Nobody changes their own roles, or disables themselves.");
        }
    }

    record RolesRequest(@NotNull(message = "is required") Set<@NotNull Role> roles) {}
}
