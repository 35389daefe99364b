package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.userservice.password.Password;
import com.timedeal.userservice.session.EndReason;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends an account for good: the row stays, since orders name its id, and nothing personal stays in it. */
@Component
class CloseAccount {

    private final Accounts accounts;
    private final VerifyCredentials credentials;
    private final RevokeAccess revokeAccess;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final JdbcClient jdbc;

    CloseAccount(
            Accounts accounts,
            VerifyCredentials credentials,
            RevokeAccess revokeAccess,
            Transactions transactions,
            DatabaseClock clock,
            JdbcClient jdbc) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.revokeAccess = revokeAccess;
        this.transactions = transactions;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    Result of(UUID userId, Password password, ClientAddress from) {
        return switch (credentials.verify(userId, password, from)) {
            case VerifyCredentials.Verified verified -> close(userId);
            case VerifyCredentials.Refused() -> new WrongPassword();
            case VerifyCredentials.TooManyTries(var pause) -> new TooManyTries(pause);
            case VerifyCredentials.Busy() -> new Busy();
        };
    }

    private Result close(UUID userId) {
        return transactions.call(() -> {
            var account = accounts.lockById(userId);
            account.ifPresent(open -> {
                revokeAccess.everywhere(userId, EndReason.DELETED);
                jdbc.sql("delete from address where account_id = ?")
                        .param(userId)
                        .update();
                open.close(clock.now());
            });
            return account.isPresent() ? new Closed() : new WrongPassword();
        });
    }

    sealed interface Result {}

    record Closed() implements Result {}

    record WrongPassword() implements Result {}

    record TooManyTries(Duration pause) implements Result {}

    record Busy() implements Result {}
}
