package com.timedeal.orderservice.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountMessagesJsonTests {

    @Test
    void readsTheSample() {
        var message = MessageSamples.read("account.revoked", AccountMessages.AccountRevoked.class);

        assertThat(message.userId()).isEqualTo(UUID.fromString("0199f3a2-6bff-7c44-9e21-5b7a4c2d8e11"));
        assertThat(message.version()).isEqualTo(3);
    }
}
