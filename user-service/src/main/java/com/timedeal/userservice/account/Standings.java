package com.timedeal.userservice.account;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells what accounts may do now. */
@Component
public class Standings {

    private final JdbcClient jdbc;

    Standings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the account for the current transaction, so that nothing about it changes until its end.
     *
     * @return empty when there is none, or none any more
     */
    public Optional<Standing> lock(UUID accountId) {
        return jdbc.sql("""
                        select roles, token_version, disabled_at is not null as disabled
                        from account
                        where id = ? and deleted_at is null
                        for update
                        """)
                .param(accountId)
                .query((row, number) -> new Standing(
                        accountId,
                        new RolesColumn().convertToEntityAttribute(row.getString("roles")),
                        row.getLong("token_version"),
                        row.getBoolean("disabled")))
                .optional();
    }
}
