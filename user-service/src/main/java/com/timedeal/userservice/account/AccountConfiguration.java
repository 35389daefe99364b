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
        return Invariant.always(
                "I23",
                "An e-mail address, normalised, belongs to one account.",
                "select count(*) as accounts, count(distinct lower(trim(email))) as addresses from account",
                """
                select cast(min(id) as char) as account, count(*) as accounts
                from account
                group by lower(trim(email))
                having count(*) > 1 or max(email <> lower(trim(email))) = 1
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
    Invariant passwordsAreHashed() {
        return Invariant.always(
                "U2", "Every password is stored as Argon2id with 19 MiB, two passes and a salt of its own.", """
                select count(*) as accounts,
                       count(distinct substring_index(substring_index(password_hash, '$', 5), '$', -1)) as salts
                from account
                """, """
                select cast(min(id) as char) as account, count(*) as accounts
                from account
                group by substring_index(substring_index(password_hash, '$', 5), '$', -1)
                having count(*) > 1 or max(password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%') = 1
                """);
    }
}
