package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Settlement;
import com.timedeal.servicedefaults.problem.Problems;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For product-service only. All are idempotent. */
@RestController
class InternalAllotmentController {

    private final EndAllotment endAllotment;
    private final LearnOfDeal learnOfDeal;

    InternalAllotmentController(EndAllotment endAllotment, LearnOfDeal learnOfDeal) {
        this.endAllotment = endAllotment;
        this.learnOfDeal = learnOfDeal;
    }

    @PutMapping("/internal/allotments/{dealId}/cancellation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable UUID dealId) {
        if (!endAllotment.cancel(dealId)) {
            throw Problems.refuse(HttpStatus.CONFLICT, "ALREADY_OPEN", "The sale has begun.");
        }
    }

    @PutMapping("/internal/allotments/{dealId}/closing")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable UUID dealId) {
        // A running deal that was never heard of here must be known before it can be closed for good.
        if (!endAllotment.closeEarly(dealId) && !(known(dealId) && endAllotment.closeEarly(dealId))) {
            throw Problems.refuse(HttpStatus.CONFLICT, "NOT_OPEN", "The sale has not begun.");
        }
    }

    @PutMapping("/internal/allotments/{dealId}/settlement")
    Settlement settle(@PathVariable UUID dealId) {
        return endAllotment
                .settlement(dealId)
                .or(() -> known(dealId) ? endAllotment.settlement(dealId) : java.util.Optional.empty())
                .orElseThrow(() -> Problems.refuse(HttpStatus.CONFLICT, "NOT_OVER", "The sale goes on."));
    }

    /** @throws ErrorResponseException 503 when product-service cannot be asked */
    private boolean known(UUID dealId) {
        return switch (learnOfDeal.learn(dealId)) {
            case KNOWN_NOW -> true;
            case NO_SUCH_DEAL -> false;
            case UNAVAILABLE ->
                throw Problems.refuse(
                        HttpStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", "The deal is not known here yet.");
        };
    }
}
