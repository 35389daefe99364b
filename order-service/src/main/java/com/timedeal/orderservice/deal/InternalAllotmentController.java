package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Settlement;
import com.timedeal.servicedefaults.identity.RequiresScope;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For product-service only. All are idempotent. */
@RestController
class InternalAllotmentController {

    private final EndAllotment endAllotment;
    private final ChangeUnits changeUnits;
    private final LearnOfDeal learnOfDeal;

    InternalAllotmentController(EndAllotment endAllotment, ChangeUnits changeUnits, LearnOfDeal learnOfDeal) {
        this.endAllotment = endAllotment;
        this.changeUnits = changeUnits;
        this.learnOfDeal = learnOfDeal;
    }

    @PutMapping("/internal/allotments/{dealId}/cancellation")
    @RequiresScope("allotments.cancel")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable UUID dealId) {
        if (!endAllotment.cancel(dealId)) {
            throw Problems.refuse(HttpStatus.CONFLICT, "ALREADY_OPEN", "The sale has begun.");
        }
    }

    @PutMapping("/internal/allotments/{dealId}/closing")
    @RequiresScope("allotments.close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable UUID dealId) {
        // A running deal that was never heard of here must be known before it can be closed for good.
        if (!endAllotment.closeEarly(dealId) && !(known(dealId) && endAllotment.closeEarly(dealId))) {
            throw Problems.refuse(HttpStatus.CONFLICT, "NOT_OPEN", "The sale has not begun.");
        }
    }

    /** @param units in all */
    @PutMapping("/internal/allotments/{dealId}/unit-changes/{changeId}")
    @RequiresScope("allotments.change")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeUnits(@PathVariable UUID dealId, @PathVariable UUID changeId, @RequestParam @Min(1) long units) {
        var outcome = changeUnits.change(dealId, changeId, units);
        if (outcome == ChangeUnits.Outcome.NOT_KNOWN && known(dealId)) {
            outcome = changeUnits.change(dealId, changeId, units);
        }
        switch (outcome) {
            case DONE -> {
                // Nothing more to say.
            }
            case REFUSED ->
                throw Problems.refuse(HttpStatus.CONFLICT, "ALREADY_OPEN", "The sale has begun, or was called off.");
            // "No such deal" may be what was true a moment ago, and a refusal is for ever.
            case NOT_KNOWN -> throw notKnownYet();
        }
    }

    @PutMapping("/internal/allotments/{dealId}/settlement")
    @RequiresScope("allotments.settle")
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
            case UNAVAILABLE -> throw notKnownYet();
        };
    }

    private static ErrorResponseException notKnownYet() {
        var problem = Problems.refuse(
                HttpStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", "The deal is not known here yet.");
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
        return problem;
    }
}
