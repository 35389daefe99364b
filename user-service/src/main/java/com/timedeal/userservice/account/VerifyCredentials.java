package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.guessing.GuessingLimit;
import com.timedeal.userservice.password.Argon2;
import com.timedeal.userservice.password.HashingTurns;
import com.timedeal.userservice.password.Password;
import com.timedeal.userservice.personaldata.KeyedHash;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Tells whose e-mail address and password these are, without telling whether there is such an address. */
@Component
public class VerifyCredentials {

    private final Accounts accounts;
    private final HashingTurns hashing;
    private final GuessingLimit limit;
    private final KeyedHash hashes;
    private final Transactions transactions;

    VerifyCredentials(
            Accounts accounts, HashingTurns hashing, GuessingLimit limit, KeyedHash hashes, Transactions transactions) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.limit = limit;
        this.hashes = hashes;
        this.transactions = transactions;
    }

    /** @param email as typed; what cannot be an address is merely unknown */
    public Result verify(String email, Password password, ClientAddress from) {
        return EmailAddress.parse(email)
                .map(address -> limited(
                        hashes.of(Account.EMAIL_HASH, address.value()), password, from, accounts::findByEmailHash))
                .orElseGet(() -> nobodys(password, from));
    }

    /** For somebody who is signed in already, and is about to do what cannot be undone. */
    Result verify(UUID userId, Password password, ClientAddress from) {
        return accounts.findById(userId)
                .map(account -> limited(account.emailHash(), password, from, hash -> accounts.findById(userId)))
                .orElseGet(Refused::new);
    }

    /** What cannot be an address belongs to nobody; that takes as long as everything else. */
    private Result nobodys(Password password, ClientAddress from) {
        return hashing.inTurn(argon2 -> limit.take(from)
                        .<Result>map(TooManyTries::new)
                        .orElseGet(() -> compare(Optional.empty(), password, argon2)))
                .orElseGet(Busy::new);
    }

    private Result limited(
            byte[] emailHash, Password password, ClientAddress from, Function<byte[], Optional<Account>> find) {
        var bucket = HexFormat.of().formatHex(emailHash);
        return hashing.inTurn(argon2 -> {
                    var pause = limit.take(bucket, from);
                    if (pause.isPresent()) {
                        return new TooManyTries(pause.get());
                    }
                    var result = compare(find.apply(emailHash), password, argon2);
                    if (result instanceof Verified) {
                        limit.giveBack(bucket, from);
                    }
                    return result;
                })
                .orElseGet(Busy::new);
    }

    private Result compare(Optional<Account> account, Password password, Argon2 argon2) {
        var matches =
                argon2.matches(password, account.map(Account::passwordHash).orElse(null));
        if (account.isEmpty() || !matches) {
            return new Refused();
        }
        var known = account.get();
        if (argon2.isOutdated(known.passwordHash())) {
            renewHash(known, argon2.hash(password));
        }
        return new Verified(known.getId(), known.tokenVersion());
    }

    /** With the parameters of now, unless the password has been changed meanwhile. */
    private void renewHash(Account known, String hash) {
        transactions.run(() -> accounts.lockById(known.getId())
                .filter(same -> same.passwordHash().equals(known.passwordHash()))
                .ifPresent(same -> same.changePassword(hash)));
    }

    /** What came of it. */
    public sealed interface Result {}

    /** @param version of the account when it was looked at: it is another one once the password has been changed */
    public record Verified(UUID userId, long version) implements Result {}

    /** No such account, or another password: nobody outside learns which. */
    public record Refused() implements Result {}

    /** Too many wrong ones, of this account or from this source: nothing was checked. */
    public record TooManyTries(Duration pause) implements Result {}

    /** Too many passwords are being hashed: nothing was checked. */
    public record Busy() implements Result {}
}
