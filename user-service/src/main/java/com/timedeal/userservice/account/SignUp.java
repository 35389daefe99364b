package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.userservice.password.Argon2;
import com.timedeal.userservice.password.HashingTurns;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Opens an account. */
@Component
class SignUp {

    private static final String UNIQUE_EMAIL = "account_email";

    private final Accounts accounts;
    private final HashingTurns hashing;
    private final Transactions transactions;
    private final DatabaseClock clock;

    SignUp(Accounts accounts, HashingTurns hashing, Transactions transactions, DatabaseClock clock) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param request valid */
    Result with(SignUpRequest request) {
        return hashing.inTurn(argon2 -> inTurn(request, argon2)).orElseGet(Busy::new);
    }

    private Result inTurn(SignUpRequest request, Argon2 argon2) {
        var email = EmailAddress.parse(request.email()).orElseThrow();
        // Saves a hash; it is the unique key that decides.
        if (accounts.existsByEmail(email.value())) {
            return new EmailTaken();
        }
        // Before the transaction: a hash takes longer than all of its statements.
        return open(email, argon2.hash(request.password()), request);
    }

    private Result open(EmailAddress email, String hash, SignUpRequest request) {
        try {
            return transactions.call(() -> {
                var account = accounts.save(Account.open(email, hash, request, clock.now()));
                return new SignedUp(account.getId());
            });
        } catch (DataIntegrityViolationException e) {
            if (e.getCause() instanceof ConstraintViolationException violated
                    && UNIQUE_EMAIL.equals(violated.getConstraintName())) {
                return new EmailTaken();
            }
            throw e;
        }
    }

    sealed interface Result {}

    record SignedUp(UUID userId) implements Result {}

    record EmailTaken() implements Result {}

    record Busy() implements Result {}
}
