package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import com.timedeal.userservice.session.EndReason;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountMessagesJsonTests {

    @Test
    void publishesWhatTheSampleSays() {
        MessageSamples.assertPublishes(
                "account.revoked", new RevokeAccess.AccountRevoked(UUID.randomUUID(), 1, EndReason.DISABLED));
    }
}
