package com.timedeal.productservice.deal;

import com.timedeal.productservice.allotment.Allotments;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A seller's own deals; somebody else's look as if they did not exist. */
@RestController
class SellerDealController {

    private final Deals deals;
    private final CreateDeal createDeal;
    private final CancelDeal cancelDeal;
    private final CloseDealEarly closeDealEarly;

    SellerDealController(Deals deals, CreateDeal createDeal, CancelDeal cancelDeal, CloseDealEarly closeDealEarly) {
        this.deals = deals;
        this.createDeal = createDeal;
        this.cancelDeal = cancelDeal;
        this.closeDealEarly = closeDealEarly;
    }

    @PostMapping("/api/v1/deals")
    @ResponseStatus(HttpStatus.CREATED)
    DealCreated create(
            CurrentUser user,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody CreateDealRequest request) {
        user.require(Role.SELLER);
        return new DealCreated(createDeal.create(user.id(), IdempotencyKey.of(key), request));
    }

    @DeleteMapping("/api/v1/deals/{dealId}")
    ResponseEntity<ProblemDetail> cancel(CurrentUser user, @PathVariable UUID dealId) {
        return answer(
                cancelDeal.cancel(own(user, dealId)),
                "ALREADY_OPEN",
                "A deal can be cancelled only before it opens; close it instead.");
    }

    @PostMapping("/api/v1/deals/{dealId}/close")
    ResponseEntity<ProblemDetail> close(CurrentUser user, @PathVariable UUID dealId) {
        return answer(
                closeDealEarly.close(own(user, dealId)),
                "NOT_OPEN",
                "A deal can be closed only after it has opened; cancel it instead.");
    }

    private Deal own(CurrentUser user, UUID dealId) {
        user.require(Role.SELLER);
        return deals.find(dealId).filter(deal -> deal.isOf(user.id())).orElseThrow(() -> Problems.notFound("deal"));
    }

    private static ResponseEntity<ProblemDetail> answer(Allotments.Outcome outcome, String refusal, String detail) {
        return switch (outcome) {
            case DONE -> ResponseEntity.noContent().build();
            case REFUSED ->
                ResponseEntity.status(HttpStatus.CONFLICT).body(Problems.of(HttpStatus.CONFLICT, refusal, detail));
            case UNKNOWN ->
                ResponseEntity.status(HttpStatus.GATEWAY_TIMEOUT)
                        .header(HttpHeaders.RETRY_AFTER, "1")
                        .body(Problems.of(
                                HttpStatus.GATEWAY_TIMEOUT,
                                "UNKNOWN_OUTCOME",
                                "It is not known whether this was done. Asking again is safe."));
        };
    }

    record DealCreated(UUID dealId) {}
}
