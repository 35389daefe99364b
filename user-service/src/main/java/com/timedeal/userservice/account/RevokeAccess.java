package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.messaging.Outbox;
import com.timedeal.servicedefaults.securitylog.SecurityLog;
import com.timedeal.userservice.session.EndReason;
import com.timedeal.userservice.session.Sessions;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes access tokens count no more that were issued before, here and, by message and feed, in the services that sell. */
@Component
public class RevokeAccess {

    private final JdbcClient jdbc;
    private final Sessions sessions;
    private final Outbox outbox;
    private final DatabaseClock clock;

    RevokeAccess(JdbcClient jdbc, Sessions sessions, Outbox outbox, DatabaseClock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** In the transaction of its cause: ends all sessions and all access tokens of that account. */
    public void everywhere(UUID accountId, EndReason reason) {
        ofTokens(accountId, reason);
        sessions.endAll(accountId, reason);
    }

    /** In the transaction of its cause: ends the access tokens; sessions that go on get new ones. */
    public void ofTokens(UUID accountId, EndReason reason) {
        jdbc.sql("update account set token_version = token_version + 1 where id = ?")
                .param(accountId)
                .update();
        var version = jdbc.sql("select token_version from account where id = ?")
                .param(accountId)
                .query(Long.class)
                .single();
        var now = clock.now();
        jdbc.sql("insert into revocation (account_id, version, reason, revoked_at) values (?, ?, ?, ?)")
                .params(accountId, version, reason.name(), DatabaseClock.toColumn(now))
                .update();
        SecurityLog.tell("ACCESS_REVOKED", "userId", accountId, "reason", reason);
        outbox.append("account.revoked", now, new AccountRevoked(accountId, version, reason));
    }

    /** @param version the first whose tokens still count */
    record AccountRevoked(UUID userId, long version, EndReason reason) {}
}
