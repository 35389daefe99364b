package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.password.Argon2;
import com.timedeal.userservice.password.HashingTurns;
import com.timedeal.userservice.password.Password;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells whose e-mail address and password these are, without telling whether there is such an address. */
@Component
public class VerifyCredentials {

    private final Accounts accounts;
    private final HashingTurns hashing;

    VerifyCredentials(Accounts accounts, HashingTurns hashing) {
        this.accounts = accounts;
        this.hashing = hashing;
    }

    /** @param email as typed; what cannot be an address is merely unknown */
    public Result verify(String email, Password password) {
        return hashing.<Result>inTurn(argon2 -> compare(email, password, argon2))
                .orElseGet(Busy::new);
    }

    private Result compare(String email, Password password, Argon2 argon2) {
        var account = EmailAddress.parse(email).flatMap(address -> accounts.findByEmail(address.value()));
        var matches =
                argon2.matches(password, account.map(Account::passwordHash).orElse(null));
        return account.filter(known -> matches)
                .<Result>map(known -> new Verified(known.getId(), known.roles()))
                .orElseGet(Refused::new);
    }

    /** What came of it. */
    public sealed interface Result {}

    public record Verified(UUID userId, Set<Role> roles) implements Result {}

    /** No such account, or another password: nobody outside learns which. */
    public record Refused() implements Result {}

    /** Too many passwords are being hashed: nothing was checked. */
    public record Busy() implements Result {}
}
