package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.claim.ClaimOutcome;
import com.timedeal.orderservice.claim.ClaimQueue;
import com.timedeal.orderservice.claim.ClaimRequest;
import com.timedeal.orderservice.claim.KnownAllotments;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Claims units of a deal: refused from memory where that is certain, otherwise decided and committed with the next batch. */
@Component
class PurchaseDeal {

    private final KnownAllotments known;
    private final ClaimQueue claims;
    private final LearnOfDeal learnOfDeal;

    PurchaseDeal(KnownAllotments known, ClaimQueue claims, LearnOfDeal learnOfDeal) {
        this.known = known;
        this.claims = claims;
        this.learnOfDeal = learnOfDeal;
    }

    PurchaseResult purchase(UUID userId, UUID dealId, IdempotencyKey key, int quantity) {
        var refused = known.refuse(Allotment.Kind.DEAL, dealId, userId, quantity);
        if (refused.isPresent()) {
            return new PurchaseResult.Refused(refused.get().why(), refused.get().mayComeBack());
        }
        var request = ClaimRequest.ofDeal(dealId, userId, key, RequestHash.of(quantity), quantity);
        return claim(request).orElseGet(() -> switch (learnOfDeal.learn(dealId)) {
            // Not heard of yet: the announcement is still on its way, or there is no such deal.
            case KNOWN_NOW -> claim(request).orElseGet(PurchaseResult.Unavailable::new);
            case NO_SUCH_DEAL -> new PurchaseResult.NoSuchDeal();
            case UNAVAILABLE -> new PurchaseResult.Unavailable();
        });
    }

    /** @return empty when there is no allotment */
    private Optional<PurchaseResult> claim(ClaimRequest request) {
        return switch (claims.submit(request)) {
            case ClaimOutcome.Placed placed -> Optional.of(new PurchaseResult.Placed(placed.order()));
            case ClaimOutcome.Refused refused ->
                Optional.of(new PurchaseResult.Refused(refused.why(), refused.mayComeBack()));
            case ClaimOutcome.KeyReused reused -> throw IdempotencyKey.reusedWithAnotherBody();
            case ClaimOutcome.Busy busy -> Optional.of(new PurchaseResult.Unavailable());
            case ClaimOutcome.NotKnown notKnown -> Optional.empty();
            case ClaimOutcome.Issued issued -> throw new IllegalStateException("A deal gave a coupon: " + issued);
        };
    }
}
