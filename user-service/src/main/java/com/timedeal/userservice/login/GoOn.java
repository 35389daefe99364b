package com.timedeal.userservice.login;

import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.userservice.account.RevokeAccess;
import com.timedeal.userservice.account.Standing;
import com.timedeal.userservice.account.Standings;
import com.timedeal.userservice.session.EndReason;
import com.timedeal.userservice.session.RefreshToken;
import com.timedeal.userservice.session.Sessions;
import com.timedeal.userservice.token.AccessToken;
import com.timedeal.userservice.token.IssueAccessToken;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets a session go on with new tokens; ends it when a token comes that was used before. */
@Component
class GoOn {

    private final Standings standings;
    private final Sessions sessions;
    private final RevokeAccess revokeAccess;
    private final IssueAccessToken tokens;
    private final Transactions transactions;

    GoOn(
            Standings standings,
            Sessions sessions,
            RevokeAccess revokeAccess,
            IssueAccessToken tokens,
            Transactions transactions) {
        this.standings = standings;
        this.sessions = sessions;
        this.revokeAccess = revokeAccess;
        this.tokens = tokens;
        this.transactions = transactions;
    }

    /** @return empty when the token is not good, or not any more */
    Optional<Refreshed> with(RefreshToken token, String client) {
        return sessions.owner(token)
                .flatMap(owner -> transactions.call(() -> standings
                        .lock(owner)
                        .filter(standing -> !standing.disabled())
                        .flatMap(standing -> rotate(standing, token, client))));
    }

    private Optional<Refreshed> rotate(Standing standing, RefreshToken token, String client) {
        return switch (sessions.rotate(token, client)) {
            case Sessions.Rotated(var next) ->
                Optional.of(new Refreshed(tokens.to(standing.userId(), standing.roles(), standing.version()), next));
            case Sessions.Reused() -> {
                // Whoever stole it may have got access tokens for it: those of the account end with the session.
                revokeAccess.ofTokens(standing.userId(), EndReason.TOKEN_REUSED);
                yield Optional.empty();
            }
            case Sessions.Unknown() -> Optional.empty();
        };
    }

    record Refreshed(AccessToken access, RefreshToken refresh) {}
}
