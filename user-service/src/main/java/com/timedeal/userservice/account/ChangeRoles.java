package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.userservice.session.EndReason;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sets what an account may do. Tokens carry roles, so those that were issued count no more. */
@Component
public class ChangeRoles {

    private final Accounts accounts;
    private final RevokeAccess revokeAccess;
    private final Transactions transactions;

    ChangeRoles(Accounts accounts, RevokeAccess revokeAccess, Transactions transactions) {
        this.accounts = accounts;
        this.revokeAccess = revokeAccess;
        this.transactions = transactions;
    }

    /**
     * Twice is as good as once.
     *
     * @param roles BUYER may be left out
     * @return false when there is no such account
     */
    public boolean of(UUID userId, Set<Role> roles) {
        return transactions.call(() -> {
            var account = accounts.lockById(userId);
            if (account.isPresent() && account.get().changeRoles(roles)) {
                revokeAccess.ofTokens(userId, EndReason.ROLES_CHANGED);
            }
            return account.isPresent();
        });
    }
}
