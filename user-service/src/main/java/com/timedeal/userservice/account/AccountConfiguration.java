package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.audit.Invariant;
import com.timedeal.servicedefaults.identity.OpenEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is open to anybody, and what must always hold. Findings name accounts by id only. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    @Bean
    OpenEndpoints signUpIsOpen() {
        return OpenEndpoints.of("POST /api/v1/users");
    }

    @Bean
    Invariant oneAccountPerAddress() {
        return Invariant.always("I23", "An e-mail address, normalised, belongs to one account.", """
                select count(*) as accounts, coalesce(sum(deleted_at is not null), 0) as closed,
                       count(distinct email_hash) as addresses
                from account
                """, """
                select cast(min(id) as char) as account, count(*) as accounts
                from account
                where deleted_at is null
                group by email_hash
                having count(*) > 1 or email_hash is null
                """);
    }

    @Bean
    Invariant everybodyIsBuyer() {
        return Invariant.always(
                "U1",
                "Every account is a BUYER, and has no role that does not exist.",
                """
                select count(*) as accounts,
                       coalesce(sum(find_in_set('BUYER', roles) > 0), 0) as buyers,
                       coalesce(sum(find_in_set('SELLER', roles) > 0), 0) as sellers,
                       coalesce(sum(find_in_set('ADMIN', roles) > 0), 0) as admins
                from account
                """,
                "select cast(id as char) as account, roles from account where not find_in_set('BUYER', roles)");
    }

    @Bean
    Invariant nothingPersonalIsReadable() {
        return Invariant.always(
                "U3",
                "Whatever is personal is sealed, and a closed account has nothing personal, no session and no address.",
                """
                select (select count(*) from account where deleted_at is null) as open,
                       (select count(*) from account where deleted_at is not null) as closed,
                       (select count(*) from address) as addresses
                """,
                """
                select cast(a.id as char) as account
                from account a
                where concat_ws(' ', a.email_sealed, a.name_sealed, a.nickname_sealed, a.phone_sealed, a.refund_sealed)
                      not regexp '^([A-Za-z0-9_.-]+:[A-Za-z0-9+/]{38,} ?)*$'
                   or a.deleted_at is not null
                      and (a.email_hash is not null
                           or exists (select 1 from address d where d.account_id = a.id)
                           or exists (select 1 from session s where s.account_id = a.id and s.ended_at is null))
                """);
    }

    @Bean
    Invariant revocationsReachTheVersion() {
        return Invariant.always(
                "U4",
                "No account that is disabled or closed has a session, and no revocation is ahead of its account.",
                """
                select (select count(*) from account where disabled_at is not null) as disabled,
                       (select count(*) from revocation) as revocations
                """,
                """
                select cast(a.id as char) as account, a.token_version
                from account a
                where (a.disabled_at is not null or a.deleted_at is not null)
                      and exists (select 1 from session s where s.account_id = a.id and s.ended_at is null)
                   or a.token_version < (select coalesce(max(r.version), 0) from revocation r where r.account_id = a.id)
                """);
    }

    @Bean
    Invariant passwordsAreHashed() {
        return Invariant.always(
                "U2", "Every password is stored as Argon2id with 19 MiB, two passes and a salt of its own.", """
                select count(*) as accounts,
                       count(distinct substring_index(substring_index(password_hash, '$', 5), '$', -1)) as salts
                from account
                """, """
                select cast(min(id) as char) as account, count(*) as accounts
                from account
                where deleted_at is null
                group by substring_index(substring_index(password_hash, '$', 5), '$', -1)
                having count(*) > 1 or max(password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%') = 1
                """);
    }
}
