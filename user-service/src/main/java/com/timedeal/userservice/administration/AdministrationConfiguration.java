package com.timedeal.userservice.administration;

import com.timedeal.servicedefaults.messaging.MessageRoute;
import com.timedeal.servicedefaults.revocation.Revocation;
import com.timedeal.servicedefaults.revocation.RevocationFeed;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class AdministrationConfiguration {

    @Bean
    MessageRoute accountRevoked() {
        return MessageRoute.of("account.revoked", "order", "product");
    }

    /** From the own database: this service is the source of what the others ask for. */
    @Bean
    RevocationFeed revocationFeed(JdbcClient jdbc) {
        return recent -> jdbc.sql("""
                        select account_id, max(version) as version
                        from revocation
                        where revoked_at > now(6) - interval ? second
                        group by account_id
                        """)
                .param(recent.toSeconds() + 1)
                .query((row, number) -> new Revocation(row.getObject("account_id", UUID.class), row.getLong("version")))
                .list();
    }
}
