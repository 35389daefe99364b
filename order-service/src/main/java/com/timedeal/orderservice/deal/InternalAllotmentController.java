package com.timedeal.orderservice.deal;

import com.timedeal.servicedefaults.problem.Problems;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For product-service only. Both are idempotent. */
@RestController
class InternalAllotmentController {

    private final EndAllotment endAllotment;

    InternalAllotmentController(EndAllotment endAllotment) {
        this.endAllotment = endAllotment;
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
        if (!endAllotment.closeEarly(dealId)) {
            throw Problems.refuse(HttpStatus.CONFLICT, "NOT_OPEN", "The sale has not begun.");
        }
    }
}
