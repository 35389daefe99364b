package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.userservice.password.Password;
import com.timedeal.userservice.password.PasswordHashes;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells whose e-mail address and password these are, without telling whether there is such an address. */
@Component
public class VerifyCredentials {

    private final Accounts accounts;
    private final PasswordHashes hashes;

    VerifyCredentials(Accounts accounts, PasswordHashes hashes) {
        this.accounts = accounts;
        this.hashes = hashes;
    }

    /** @param email as typed; what cannot be an address is merely unknown */
    public Result verify(String email, Password password) {
        var account = EmailAddress.parse(email).flatMap(address -> accounts.findByEmail(address.value()));
        var hash = account.map(Account::passwordHash).orElse(null);
        return switch (hashes.check(password, hash)) {
            case RIGHT ->
                account.<Result>map(a -> new Verified(a.getId(), a.roles())).orElseThrow();
            case WRONG -> new Refused();
            case BUSY -> new Busy();
        };
    }

    /** What came of it. */
    public sealed interface Result {}

    public record Verified(UUID userId, Set<Role> roles) implements Result {}

    /** No such account, or another password: nobody outside learns which. */
    public record Refused() implements Result {}

    /** Too many passwords are being hashed: nothing was checked. */
    public record Busy() implements Result {}
}
