package com.timedeal.concurrencylab.buying;

import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The endpoint of order-service's deal purchase, once per rung. */
@RestController
class BuyController {

    private final Ladder ladder;

    BuyController(Ladder ladder) {
        this.ladder = ladder;
    }

    @PostMapping("/lab/{strategy}/deals/{dealId}/orders")
    ResponseEntity<?> purchase(
            CurrentUser user,
            @PathVariable String strategy,
            @PathVariable UUID dealId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody PurchaseRequest request) {
        var rung = Strategy.of(strategy).orElseThrow(() -> Problems.notFound("strategy"));
        var hash = RequestHash.of(request.quantity());
        var intent = new Intent(dealId, user.id(), IdempotencyKey.of(key), hash, request.quantity());
        return switch (ladder.rung(rung).buy(intent)) {
            case Bought.Placed placed ->
                ResponseEntity.status(HttpStatus.CREATED).body(placed.order().view());
            case Bought.SoldOut soldOut -> refused(HttpStatus.CONFLICT, "SOLD_OUT", "All units are sold.");
            case Bought.LimitReached limit ->
                refused(HttpStatus.CONFLICT, "LIMIT_REACHED", "You have as many as one person may take.");
            case Bought.NotOnSale notOnSale -> refused(HttpStatus.CONFLICT, "NOT_OPEN", "This is not on sale now.");
            case Bought.Busy busy ->
                refused(HttpStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", "This was not done. Try again shortly.");
            case Bought.NoSuchSale none -> throw Problems.notFound("deal");
            case Bought.KeyReused reused -> throw IdempotencyKey.reusedWithAnotherBody();
        };
    }

    private static ResponseEntity<ProblemDetail> refused(HttpStatus status, String code, String detail) {
        return ResponseEntity.status(status).body(Problems.of(status, code, detail));
    }

    record PurchaseRequest(@NotNull @Min(1) @Max(10_000) Integer quantity) {}
}
