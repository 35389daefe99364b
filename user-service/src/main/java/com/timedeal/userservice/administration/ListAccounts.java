package com.timedeal.userservice.administration;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import com.timedeal.userservice.account.SealedAccounts;
import com.timedeal.userservice.email.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists accounts that are not closed, the newest first. */
@Component
class ListAccounts {

    private static final String COLUMNS =
            "select id, email_sealed, nickname_sealed, roles, created_at, disabled_at from account ";

    private final JdbcClient jdbc;
    private final SealedAccounts sealed;

    ListAccounts(JdbcClient jdbc, SealedAccounts sealed) {
        this.jdbc = jdbc;
        this.sealed = sealed;
    }

    PageOf<AccountSummary> page(PageQuery page) {
        var items = jdbc.sql(COLUMNS + "where deleted_at is null order by id desc limit ? offset ?")
                .params(page.size(), page.offset())
                .query(this::summary)
                .list();
        var total = jdbc.sql("select count(*) from account where deleted_at is null")
                .query(Long.class)
                .single();
        return PageOf.of(items, page, total);
    }

    PageOf<AccountSummary> of(String email, PageQuery page) {
        List<AccountSummary> items = EmailAddress.parse(email)
                .map(address -> jdbc.sql(COLUMNS + "where email_hash = ? and deleted_at is null")
                        .param(sealed.hash(address))
                        .query(this::summary)
                        .list())
                .orElse(List.of());
        return PageOf.of(items, page, items.size());
    }

    private AccountSummary summary(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new AccountSummary(
                id,
                sealed.open("email", id, row.getString("email_sealed")),
                sealed.open("nickname", id, row.getString("nickname_sealed")),
                roles(row.getString("roles")),
                DatabaseClock.toInstant(row.getObject("created_at", LocalDateTime.class)),
                DatabaseClock.toInstant(row.getObject("disabled_at", LocalDateTime.class)));
    }

    private static Set<Role> roles(String column) {
        return Arrays.stream(column.split(","))
                .map(Role::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }
}
