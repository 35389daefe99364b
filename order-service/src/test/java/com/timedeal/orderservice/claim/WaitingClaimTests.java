package com.timedeal.orderservice.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingClaimTests {

    private final WaitingClaim claim = new WaitingClaim(
            ClaimRequest.ofDeal(UUID.randomUUID(), UUID.randomUUID(), new IdempotencyKey("k"), new byte[32], 1));

    @Test
    void whatNobodyTookIsWithdrawnAndNeverTaken() {
        assertThat(claim.withdraw()).isTrue();
        assertThat(claim.await()).isInstanceOf(ClaimOutcome.Busy.class);
        assertThat(claim.take()).isFalse();
    }

    @Test
    void whatIsTakenIsNeverWithdrawn() {
        assertThat(claim.take()).isTrue();
        assertThat(claim.withdraw()).isFalse();
        assertThat(claim.isDecided()).isFalse();
    }

    @Test
    void whatIsDecidedIsTold() {
        claim.take();
        claim.decided(new ClaimOutcome.NotKnown());
        assertThat(claim.isDecided()).isTrue();
        assertThat(claim.await()).isInstanceOf(ClaimOutcome.NotKnown.class);
    }

    @Test
    void whatFailedFailsAsItDid() {
        var why = new IllegalStateException("why");
        claim.take();
        claim.failed(why);
        claim.decided(new ClaimOutcome.NotKnown());
        assertThatThrownBy(claim::await).isSameAs(why);
    }
}
