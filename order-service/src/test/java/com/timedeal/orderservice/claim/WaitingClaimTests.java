package com.timedeal.orderservice.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.servicedefaults.database.CommitOutcomeUnknownException;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingClaimTests {

    private static final Duration NO_TIME = Duration.ZERO;

    private final WaitingClaim claim = new WaitingClaim(
            ClaimRequest.ofDeal(UUID.randomUUID(), UUID.randomUUID(), new IdempotencyKey("k"), new byte[32], 1));

    @Test
    void whatNobodyTookIsWithdrawnAndNeverTaken() {
        assertThat(claim.await(NO_TIME, NO_TIME)).isInstanceOf(ClaimOutcome.Busy.class);
        assertThat(claim.take()).isFalse();
    }

    @Test
    void whatIsTakenAndNotDecidedIsUnknown() {
        assertThat(claim.take()).isTrue();
        assertThatThrownBy(() -> claim.await(NO_TIME, NO_TIME)).isInstanceOf(CommitOutcomeUnknownException.class);
    }

    @Test
    void whatIsDecidedIsTold() {
        claim.take();
        claim.decided(new ClaimOutcome.NotKnown());
        assertThat(claim.await(NO_TIME, NO_TIME)).isInstanceOf(ClaimOutcome.NotKnown.class);
    }

    @Test
    void whatFailedFailsAsItDid() {
        var why = new IllegalStateException("why");
        claim.take();
        claim.failed(why);
        assertThatThrownBy(() -> claim.await(NO_TIME, NO_TIME)).isSameAs(why);
    }
}
