package com.timedeal.userservice.login;

import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.servicedefaults.securitylog.SecurityLog;
import com.timedeal.userservice.account.Standings;
import com.timedeal.userservice.account.VerifyCredentials;
import com.timedeal.userservice.password.Password;
import com.timedeal.userservice.session.RefreshToken;
import com.timedeal.userservice.session.Sessions;
import com.timedeal.userservice.token.AccessToken;
import com.timedeal.userservice.token.IssueAccessToken;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Opens a session for whoever knows the password. */
@Component
class LogIn {

    private final VerifyCredentials credentials;
    private final Standings standings;
    private final Sessions sessions;
    private final IssueAccessToken tokens;
    private final Transactions transactions;

    LogIn(
            VerifyCredentials credentials,
            Standings standings,
            Sessions sessions,
            IssueAccessToken tokens,
            Transactions transactions) {
        this.credentials = credentials;
        this.standings = standings;
        this.sessions = sessions;
        this.tokens = tokens;
        this.transactions = transactions;
    }

    /** @param client what it calls itself, may be null */
    Result with(String email, Password password, String client, ClientAddress from) {
        return switch (credentials.verify(email, password, from)) {
            case VerifyCredentials.Verified(var userId, var version) -> open(userId, version, client);
            case VerifyCredentials.Refused() -> new Refused();
            case VerifyCredentials.TooManyTries(var pause) -> new TooManyTries(pause);
            case VerifyCredentials.Busy() -> new Busy();
        };
    }

    private Result open(UUID userId, long version, String client) {
        return transactions.call(() -> {
            var found = standings.lock(userId);
            if (found.isEmpty()) {
                return new Refused();
            }
            var standing = found.get();
            if (standing.disabled()) {
                return new Disabled();
            }
            if (standing.version() != version) {
                // Perhaps the password was changed since it was compared.
                return new Refused();
            }
            SecurityLog.tell("LOGIN_SUCCEEDED", "userId", userId);
            return new LoggedIn(tokens.to(userId, standing.roles(), standing.version()), sessions.open(userId, client));
        });
    }

    sealed interface Result {}

    record LoggedIn(AccessToken access, RefreshToken refresh) implements Result {}

    record Refused() implements Result {}

    /** Told to those only who know the password. */
    record Disabled() implements Result {}

    record TooManyTries(Duration pause) implements Result {}

    record Busy() implements Result {}
}
