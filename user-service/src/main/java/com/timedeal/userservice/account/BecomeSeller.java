package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.database.Transactions;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Lets an account sell. Tokens carry roles, so it takes effect with the next one. */
@Component
class BecomeSeller {

    private final Accounts accounts;
    private final Transactions transactions;

    BecomeSeller(Accounts accounts, Transactions transactions) {
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /** @return false when there is no such account */
    boolean as(UUID userId) {
        return transactions.call(() -> {
            // Locked, so that two changes of the roles at once cannot undo each other.
            var account = accounts.lockById(userId);
            account.ifPresent(Account::becomeSeller);
            return account.isPresent();
        });
    }
}
