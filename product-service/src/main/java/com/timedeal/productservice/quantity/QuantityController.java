package com.timedeal.productservice.quantity;

import com.timedeal.productservice.deal.Deals;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A seller's own deals; somebody else's look as if they did not exist. Needs no key: the quantity wished for is absolute. */
@RestController
class QuantityController {

    private final Deals deals;
    private final ChangeQuantity changeQuantity;

    QuantityController(Deals deals, ChangeQuantity changeQuantity) {
        this.deals = deals;
        this.changeQuantity = changeQuantity;
    }

    @PutMapping("/api/v1/deals/{dealId}/quantity")
    ResponseEntity<ProblemDetail> change(
            CurrentUser user, @PathVariable UUID dealId, @Valid @RequestBody ChangeQuantityRequest request) {
        user.require(Role.SELLER);
        deals.find(dealId).filter(found -> found.isOf(user.id())).orElseThrow(() -> Problems.notFound("deal"));
        return switch (changeQuantity.change(dealId, request.quantity())) {
            case ChangeResult.Changed changed -> ResponseEntity.noContent().build();
            case ChangeResult.BelowLimit(int perUserLimit) ->
                throw Problems.badRequest(
                        "INVALID_LIMIT", "quantity must not be less than perUserLimit, which is " + perUserLimit + ".");
            case ChangeResult.AlreadyOpen open ->
                conflict("ALREADY_OPEN", "The quantity of a deal can be changed only before it opens.");
            case ChangeResult.Cancelled cancelled -> conflict("CANCELLED", "The deal was cancelled.");
            case ChangeResult.InsufficientStock(long available) ->
                conflict(
                        "INSUFFICIENT_STOCK",
                        "The product has " + available + " units; a deal sets its units aside from these.");
            case ChangeResult.OtherUnderWay(long toUnits) ->
                conflict(
                        "CHANGE_UNDER_WAY",
                        "A change of the quantity to " + toUnits
                                + " is not decided yet. Wait a moment, or ask for the same.");
            case ChangeResult.NotKnownYet unknown ->
                ResponseEntity.status(HttpStatus.GATEWAY_TIMEOUT)
                        .header(HttpHeaders.RETRY_AFTER, "1")
                        .body(Problems.of(
                                HttpStatus.GATEWAY_TIMEOUT,
                                "UNKNOWN_OUTCOME",
                                "It is not known yet whether this was done. Asking again is safe."));
        };
    }

    private static ResponseEntity<ProblemDetail> conflict(String code, String detail) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(Problems.of(HttpStatus.CONFLICT, code, detail));
    }
}
