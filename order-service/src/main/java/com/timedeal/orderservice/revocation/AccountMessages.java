package com.timedeal.orderservice.revocation;

import com.timedeal.servicedefaults.messaging.MessageRoute;
import com.timedeal.servicedefaults.revocation.Revocation;
import com.timedeal.servicedefaults.revocation.RevokedAccounts;
import java.util.UUID;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * What order-service is told about accounts. One instance gets the message; the others ask for it within two seconds. No inbox:
 * to learn it twice changes nothing, and an instance that forgets by restarting asks for all of it.
 */
@Component
class AccountMessages {

    static final String REVOKED = "order.account.revoked";

    private final RevokedAccounts revoked;

    AccountMessages(RevokedAccounts revoked) {
        this.revoked = revoked;
    }

    @RabbitListener(queues = REVOKED)
    void on(AccountRevoked message) {
        revoked.learn(new Revocation(message.userId(), message.version()));
    }

    /** @param version the first whose tokens still count */
    record AccountRevoked(UUID messageId, UUID userId, long version) {}

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        MessageRoute accountRevoked() {
            return MessageRoute.of("account.revoked", "order");
        }
    }
}
