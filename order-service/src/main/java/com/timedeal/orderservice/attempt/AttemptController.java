package com.timedeal.orderservice.attempt;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AttemptController {

    private final Attempts attempts;

    AttemptController(Attempts attempts) {
        this.attempts = attempts;
    }

    @GetMapping("/api/v1/orders/attempts")
    PageOf<Attempt> list(CurrentUser user, @Valid PageQuery query) {
        return PageOf.of(attempts.pageOf(user.id(), query.size(), query.offset()), query, attempts.countOf(user.id()));
    }
}
