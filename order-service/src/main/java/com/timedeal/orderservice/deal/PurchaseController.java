package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.order.Busy;
import com.timedeal.orderservice.order.OrderView;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
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

@RestController
class PurchaseController {

    private final PurchaseDeal purchaseDeal;
    private final DealRefusals refusals;

    PurchaseController(PurchaseDeal purchaseDeal, DealRefusals refusals) {
        this.purchaseDeal = purchaseDeal;
        this.refusals = refusals;
    }

    @PostMapping("/api/v1/deals/{dealId}/orders")
    ResponseEntity<?> purchase(
            CurrentUser user,
            @PathVariable UUID dealId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody PurchaseRequest request) {
        var result = purchaseDeal.purchase(user.id(), dealId, IdempotencyKey.of(key), request.quantity());
        refusals.count(result);
        return switch (result) {
            case PurchaseResult.Placed placed ->
                ResponseEntity.status(HttpStatus.CREATED).body(OrderView.of(placed.order()));
            case PurchaseResult.Refused refused ->
                ResponseEntity.status(HttpStatus.CONFLICT).body(explain(refused));
            case PurchaseResult.NoSuchDeal none -> throw Problems.notFound("deal");
            case PurchaseResult.Unavailable unavailable -> Busy.answer();
        };
    }

    private static ProblemDetail explain(PurchaseResult.Refused refused) {
        return switch (refused.why()) {
            case Claim.NotOpen notOpen -> {
                var problem = refusal("NOT_OPEN", "The deal has not opened yet.");
                problem.setProperty("opensAt", notOpen.opensAt());
                problem.setProperty("serverTime", notOpen.serverTime());
                yield problem;
            }
            case Claim.Closed closed -> {
                var problem = refusal("CLOSED", "The deal is over.");
                problem.setProperty("closesAt", closed.closesAt());
                problem.setProperty("serverTime", closed.serverTime());
                yield problem;
            }
            case Claim.Cancelled cancelled -> refusal("CANCELLED", "The seller called this deal off.");
            case Claim.CoolingDown cooling -> {
                var problem = refusal(
                        "COOLING_DOWN",
                        "Your last order of this deal was not paid in time; wait a moment before the next.");
                problem.setProperty("retryAt", cooling.retryAt());
                problem.setProperty("serverTime", cooling.serverTime());
                yield problem;
            }
            case Claim.LimitReached limit -> {
                var problem = refusal(
                        "LIMIT_REACHED",
                        "One person may take %d of this deal; you have %d.".formatted(limit.limit(), limit.bought()));
                problem.setProperty("limit", limit.limit());
                problem.setProperty("bought", limit.bought());
                yield problem;
            }
            case Claim.SoldOut soldOut -> {
                var problem = refusal(
                        "SOLD_OUT",
                        refused.mayComeBack()
                                ? "All units are taken; some are not paid for yet and may come back."
                                : "All units are sold.");
                problem.setProperty("mayComeBack", refused.mayComeBack());
                yield problem;
            }
            case Claim.InsufficientStock few -> {
                var problem = refusal("INSUFFICIENT_STOCK", "Only " + few.left() + " left.");
                problem.setProperty("left", few.left());
                yield problem;
            }
            case Claim.Granted granted -> throw new IllegalArgumentException("Not a refusal");
        };
    }

    private static ProblemDetail refusal(String code, String detail) {
        return Problems.of(HttpStatus.CONFLICT, code, detail);
    }

    record PurchaseRequest(@NotNull @Min(1) @Max(10_000) Integer quantity) {}
}
