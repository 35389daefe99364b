package com.timedeal.userservice.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.userservice.personaldata.Sealing;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Shows and changes what somebody has told about themselves. Nothing is found of an account that is closed. */
@Component
class EditProfile {

    private final Accounts accounts;
    private final Transactions transactions;
    private final Sealing sealing;
    private final ObjectMapper json;

    EditProfile(Accounts accounts, Transactions transactions, Sealing sealing, ObjectMapper json) {
        this.accounts = accounts;
        this.transactions = transactions;
        this.sealing = sealing;
        this.json = json;
    }

    Optional<Profile> show(UUID userId) {
        return accounts.findById(userId).map(account -> account.profile(sealing));
    }

    Optional<RefundAccount> refundAccount(UUID userId) {
        return accounts.findById(userId)
                .map(account -> account.refundAccount(sealing))
                .map(this::read);
    }

    Optional<Profile> change(UUID userId, ProfileChanges changes) {
        return locked(userId, account -> account.change(changes, sealing));
    }

    Optional<Profile> refundTo(UUID userId, RefundAccount refundAccount) {
        var text = write(refundAccount);
        return locked(userId, account -> account.refundTo(text, sealing));
    }

    private Optional<Profile> locked(UUID userId, Consumer<Account> change) {
        return transactions.call(() -> accounts.lockById(userId).map(account -> {
            change.accept(account);
            return account.profile(sealing);
        }));
    }

    private String write(RefundAccount refundAccount) {
        try {
            return json.writeValueAsString(refundAccount);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private RefundAccount read(String text) {
        try {
            return json.readValue(text, RefundAccount.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A refund account cannot be read", e);
        }
    }
}
