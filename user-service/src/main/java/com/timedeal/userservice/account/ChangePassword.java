package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.guessing.GuessingLimit;
import com.timedeal.userservice.mailing.Mail;
import com.timedeal.userservice.mailing.SendMail;
import com.timedeal.userservice.password.HashingTurns;
import com.timedeal.userservice.password.Password;
import com.timedeal.userservice.personaldata.KeyedHash;
import com.timedeal.userservice.personaldata.Sealing;
import com.timedeal.userservice.session.EndReason;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Gives an account another password, ends everything that was opened with the old one, and tells its owner by mail. */
@Component
public class ChangePassword {

    private final Accounts accounts;
    private final VerifyCredentials credentials;
    private final HashingTurns hashing;
    private final GuessingLimit limit;
    private final RevokeAccess revokeAccess;
    private final Transactions transactions;
    private final Sealing sealing;
    private final KeyedHash hashes;
    private final SendMail mail;

    ChangePassword(
            Accounts accounts,
            VerifyCredentials credentials,
            HashingTurns hashing,
            GuessingLimit limit,
            RevokeAccess revokeAccess,
            Transactions transactions,
            Sealing sealing,
            KeyedHash hashes,
            SendMail mail) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.hashing = hashing;
        this.limit = limit;
        this.revokeAccess = revokeAccess;
        this.transactions = transactions;
        this.sealing = sealing;
        this.hashes = hashes;
        this.mail = mail;
    }

    /** For somebody who knows the old one. */
    Result of(UUID userId, Password current, Password wanted, ClientAddress from) {
        return switch (credentials.verify(userId, current, from)) {
            case VerifyCredentials.Verified(var id, var version) ->
                hashed(wanted, hash -> change(id, hash, from, account -> account.tokenVersion() == version));
            case VerifyCredentials.Refused() -> new WrongPassword();
            case VerifyCredentials.TooManyTries(var pause) -> new TooManyTries(pause);
            case VerifyCredentials.Busy() -> new Busy();
        };
    }

    /**
     * For somebody who has proved that the address is theirs.
     *
     * @param proof spends it, and tells whether it was good
     */
    public Result of(EmailAddress address, Password wanted, ClientAddress from, Supplier<Boolean> proof) {
        return hashed(wanted, hash -> {
            if (!proof.get()) {
                return new WrongPassword();
            }
            return accounts.findByEmailHash(hashes.of(Account.EMAIL_HASH, address.value()))
                    .map(account -> change(account.getId(), hash, from, same -> true))
                    .orElseGet(WrongPassword::new);
        });
    }

    /** Whether there is an account of that address; for mail alone, never for an answer. */
    public boolean isKnown(EmailAddress address) {
        return accounts.existsByEmailHash(hashes.of(Account.EMAIL_HASH, address.value()));
    }

    private Result hashed(Password wanted, Function<String, Result> change) {
        return hashing.inTurn(argon2 -> argon2.hash(wanted)).map(change).orElseGet(Busy::new);
    }

    private Result change(UUID userId, String hash, ClientAddress from, Predicate<Account> stillSo) {
        return transactions.call(() -> {
            var account = accounts.lockById(userId).filter(stillSo);
            if (account.isEmpty()) {
                return new WrongPassword();
            }
            account.get().changePassword(hash);
            revokeAccess.everywhere(userId, EndReason.PASSWORD_CHANGED);
            var address = account.get().email(sealing);
            var bucket = HexFormat.of().formatHex(account.get().emailHash());
            transactions.afterwards(() -> {
                limit.forget(bucket, from);
                mail.later(() -> Optional.of(notice(address)));
            });
            return new Changed();
        });
    }

    private static Mail notice(EmailAddress address) {
        return new Mail(address, "Your Timedeal password was changed", """
                The password of your account was changed just now, and you were signed out everywhere.

                Was it not you? Then set another one at once: ask for a code at "password forgotten".
                """);
    }

    /** What came of it. */
    public sealed interface Result {}

    public record Changed() implements Result {}

    /** Or no such account: nobody outside learns which. */
    public record WrongPassword() implements Result {}

    /** Too many wrong ones: nothing was checked. */
    public record TooManyTries(Duration pause) implements Result {}

    /** Too many passwords are being hashed. */
    public record Busy() implements Result {}
}
