package com.timedeal.userservice.login;

import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.userservice.account.RevokeAccess;
import com.timedeal.userservice.account.Standings;
import com.timedeal.userservice.session.EndReason;
import com.timedeal.userservice.session.RefreshToken;
import com.timedeal.userservice.session.Sessions;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ends a session, and the access tokens of its account: other sessions get new ones by refreshing. */
@Component
class LogOut {

    private final Standings standings;
    private final Sessions sessions;
    private final RevokeAccess revokeAccess;
    private final Transactions transactions;

    LogOut(Standings standings, Sessions sessions, RevokeAccess revokeAccess, Transactions transactions) {
        this.standings = standings;
        this.sessions = sessions;
        this.revokeAccess = revokeAccess;
        this.transactions = transactions;
    }

    /** Twice is as good as once; a token that is none is fine. */
    void of(RefreshToken token) {
        sessions.owner(token)
                .ifPresent(owner -> transactions.run(() -> {
                    standings.lock(owner);
                    if (sessions.end(token, EndReason.SIGNED_OUT)) {
                        revokeAccess.ofTokens(owner, EndReason.SIGNED_OUT);
                    }
                }));
    }

    /** @return false when that account has no such session */
    boolean of(UUID accountId, UUID sessionId) {
        return transactions.call(() -> {
            standings.lock(accountId);
            var ended = sessions.end(accountId, sessionId, EndReason.SIGNED_OUT);
            if (ended) {
                revokeAccess.ofTokens(accountId, EndReason.SIGNED_OUT);
            }
            return ended;
        });
    }
}
