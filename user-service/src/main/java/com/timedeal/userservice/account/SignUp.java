package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.emailcode.CodePurpose;
import com.timedeal.userservice.emailcode.EmailCodes;
import com.timedeal.userservice.password.Argon2;
import com.timedeal.userservice.password.HashingTurns;
import com.timedeal.userservice.personaldata.KeyedHash;
import com.timedeal.userservice.personaldata.Sealing;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Opens an account for somebody who has proved that the address is theirs. */
@Component
class SignUp {

    private static final String UNIQUE_EMAIL = "account_email";

    private final Accounts accounts;
    private final EmailCodes codes;
    private final HashingTurns hashing;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final Sealing sealing;
    private final KeyedHash hashes;

    SignUp(
            Accounts accounts,
            EmailCodes codes,
            HashingTurns hashing,
            Transactions transactions,
            DatabaseClock clock,
            Sealing sealing,
            KeyedHash hashes) {
        this.accounts = accounts;
        this.codes = codes;
        this.hashing = hashing;
        this.transactions = transactions;
        this.clock = clock;
        this.sealing = sealing;
        this.hashes = hashes;
    }

    /** @param request valid */
    Result with(SignUpRequest request) {
        return hashing.inTurn(argon2 -> inTurn(request, argon2)).orElseGet(Busy::new);
    }

    private Result inTurn(SignUpRequest request, Argon2 argon2) {
        var email = EmailAddress.parse(request.email()).orElseThrow();
        var token = request.verificationToken();
        if (!codes.proves(CodePurpose.SIGN_UP, email, token)) {
            return new NotVerified();
        }
        // Saves a hash; it is the unique key that decides.
        if (accounts.existsByEmailHash(hashes.of(Account.EMAIL_HASH, email.value()))) {
            return new EmailTaken();
        }
        // Before the transaction: a hash takes longer than all of its statements.
        var result = open(email, argon2.hash(request.password()), request);
        if (result instanceof SignedUp) {
            // Afterwards: whoever was not signed up tries again with the same one. The unique key makes it good for
            // one.
            codes.forget(CodePurpose.SIGN_UP, email, token);
        }
        return result;
    }

    private Result open(EmailAddress email, String hash, SignUpRequest request) {
        try {
            return transactions.call(() -> {
                var account = accounts.save(Account.open(email, hash, request, clock.now(), sealing, hashes));
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

    /** That is no proof, or not for this address, or too old, or used. */
    record NotVerified() implements Result {}

    record EmailTaken() implements Result {}

    record Busy() implements Result {}
}
