package com.timedeal.userservice.session;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Logins and their refresh tokens. Whoever changes a session has locked its account before, in the same transaction: so all
 * that happens to the sessions of one account happens one after the other.
 *
 * <p>Rotation with reuse detection: RFC 9700 (4.14.2). A token that comes once more was stolen, or its answer was lost; within
 * a short while, from the same client, it is taken for the latter.
 */
@Component
public class Sessions {

    private static final int CLIENT_LENGTH = 200;

    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final SessionSettings settings;

    Sessions(JdbcClient jdbc, DatabaseClock clock, SessionSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** @param client what it calls itself; null for one that says nothing */
    public RefreshToken open(UUID accountId, String client) {
        var now = clock.now();
        var id = TimeOrderedIds.next();
        jdbc.sql(
                        "insert into session (id, account_id, client, opened_at, used_at, expires_at) values (?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        accountId,
                        shortened(client),
                        DatabaseClock.toColumn(now),
                        DatabaseClock.toColumn(now),
                        DatabaseClock.toColumn(now.plus(settings.goodFor())))
                .update();
        endOldest(accountId);
        return issue(id, now);
    }

    /** Whose token that is, or was; without a lock, so that its account can be locked before. */
    public Optional<UUID> owner(RefreshToken token) {
        return jdbc.sql("""
                        select s.account_id from refresh_token t join session s on s.id = t.session_id where t.hash = ?
                        """).param(token.hash()).query(UUID.class).optional();
    }

    /** Exchanges a token for its successor. */
    public Rotation rotate(RefreshToken token, String client) {
        var found = jdbc.sql("""
                        select s.id, s.client, s.ended_at, s.expires_at, t.used_at
                        from refresh_token t join session s on s.id = t.session_id
                        where t.hash = ?
                        for update
                        """)
                .param(token.hash())
                .query((row, number) -> new Found(
                        row.getObject("id", UUID.class),
                        row.getString("client"),
                        row.getTimestamp("ended_at") != null,
                        DatabaseClock.toInstant(row.getObject("expires_at", LocalDateTime.class)),
                        DatabaseClock.toInstant(row.getObject("used_at", LocalDateTime.class))))
                .optional();
        var now = clock.now();
        if (found.isEmpty() || found.get().ended() || !now.isBefore(found.get().expiresAt())) {
            return new Unknown();
        }
        var session = found.get();
        if (session.usedAt() != null && !isRepeat(session, client, now)) {
            end(session.id(), EndReason.TOKEN_REUSED);
            return new Reused();
        }
        jdbc.sql("update refresh_token set used_at = ? where hash = ? and used_at is null")
                .params(DatabaseClock.toColumn(now), token.hash())
                .update();
        jdbc.sql("update session set used_at = ? where id = ?")
                .params(DatabaseClock.toColumn(now), session.id())
                .update();
        return new Rotated(issue(session.id(), now));
    }

    private boolean isRepeat(Found session, String client, Instant now) {
        return now.isBefore(session.usedAt().plus(settings.grace()))
                && session.client().equals(shortened(client));
    }

    /** @return false when it had ended before, or never was */
    public boolean end(RefreshToken token, EndReason reason) {
        return jdbc.sql("""
                                update session s join refresh_token t on t.session_id = s.id
                                set s.ended_at = sysdate(6), s.ended_by = ?
                                where t.hash = ? and s.ended_at is null
                                """).params(reason.name(), token.hash()).update() > 0;
    }

    /** @return false when that account has no such session, or none that goes on */
    public boolean end(UUID accountId, UUID sessionId, EndReason reason) {
        return jdbc.sql("""
                                update session set ended_at = sysdate(6), ended_by = ?
                                where id = ? and account_id = ? and ended_at is null
                                """).params(reason.name(), sessionId, accountId).update() > 0;
    }

    public void endAll(UUID accountId, EndReason reason) {
        jdbc.sql("update session set ended_at = sysdate(6), ended_by = ? where account_id = ? and ended_at is null")
                .params(reason.name(), accountId)
                .update();
    }

    /** Those that go on, the last used first. */
    public List<OpenSession> of(UUID accountId) {
        return jdbc.sql("""
                        select id, client, opened_at, used_at, expires_at
                        from session
                        where account_id = ? and ended_at is null and expires_at > sysdate(6)
                        order by used_at desc, id
                        """)
                .param(accountId)
                .query((row, number) -> new OpenSession(
                        row.getObject("id", UUID.class),
                        row.getString("client"),
                        DatabaseClock.toInstant(row.getObject("opened_at", LocalDateTime.class)),
                        DatabaseClock.toInstant(row.getObject("used_at", LocalDateTime.class)),
                        DatabaseClock.toInstant(row.getObject("expires_at", LocalDateTime.class))))
                .list();
    }

    private void end(UUID sessionId, EndReason reason) {
        jdbc.sql("update session set ended_at = sysdate(6), ended_by = ? where id = ? and ended_at is null")
                .params(reason.name(), sessionId)
                .update();
    }

    private void endOldest(UUID accountId) {
        var open = of(accountId);
        if (open.size() > settings.most()) {
            open.subList(settings.most(), open.size())
                    .forEach(old -> end(old.sessionId(), EndReason.TOO_MANY_SESSIONS));
        }
    }

    private RefreshToken issue(UUID sessionId, Instant now) {
        var token = RefreshToken.next();
        jdbc.sql("insert into refresh_token (hash, session_id, issued_at) values (?, ?, ?)")
                .params(token.hash(), sessionId, DatabaseClock.toColumn(now))
                .update();
        return token;
    }

    private static String shortened(String client) {
        var said = client == null ? "" : client.replaceAll("\\p{Cntrl}", " ").strip();
        return said.length() > CLIENT_LENGTH ? said.substring(0, CLIENT_LENGTH) : said;
    }

    private record Found(UUID id, String client, boolean ended, Instant expiresAt, Instant usedAt) {}

    /** What came of a refresh. */
    public sealed interface Rotation {}

    public record Rotated(RefreshToken next) implements Rotation {}

    /** It was used before: the session has been ended. */
    public record Reused() implements Rotation {}

    /** There is none, or none any more. */
    public record Unknown() implements Rotation {}
}
