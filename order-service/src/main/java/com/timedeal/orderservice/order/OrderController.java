package com.timedeal.orderservice.order;

import com.timedeal.orderservice.coupon.Redemption;
import com.timedeal.orderservice.stock.StockReservation;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/orders")
class OrderController {

    private final PlaceOrder placeOrder;

    OrderController(PlaceOrder placeOrder) {
        this.placeOrder = placeOrder;
    }

    @PostMapping
    ResponseEntity<?> place(
            CurrentUser user,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody PlaceOrderRequest request) {
        return switch (placeOrder.place(user.id(), IdempotencyKey.of(key), request)) {
            case PlaceOrderResult.Placed(Order order) ->
                ResponseEntity.status(HttpStatus.CREATED).body(OrderView.of(order));
            case PlaceOrderResult.EmptyWishlist() ->
                conflict(Problems.of(
                        HttpStatus.CONFLICT, "WISHLIST_EMPTY", "There is nothing on the wishlist to order."));
            case PlaceOrderResult.TooManyItems() ->
                conflict(Problems.of(
                        HttpStatus.CONFLICT,
                        "WISHLIST_TOO_LONG",
                        "One order takes at most " + PlaceOrderRequest.MAX_ITEMS + " products; order some of them."));
            case PlaceOrderResult.Refused(UUID orderId, StockReservation.Refused why) -> conflict(refused(why));
            case PlaceOrderResult.CouponRefused(UUID orderId, Redemption.Refused why) -> conflict(refused(why));
            case PlaceOrderResult.Unavailable unavailable -> Busy.answer();
        };
    }

    private static ProblemDetail refused(StockReservation.Refused why) {
        var detail = why.code().equals("UNKNOWN_PRODUCT")
                ? "A product does not exist or is no longer sold."
                : "There are fewer units than asked for.";
        var problem = Problems.of(HttpStatus.CONFLICT, why.code(), detail);
        problem.setProperty("shortages", why.shortages());
        return problem;
    }

    private static ProblemDetail refused(Redemption.Refused why) {
        var problem = Problems.of(HttpStatus.CONFLICT, why.code(), why.inWords());
        switch (why) {
            case Redemption.BelowMinimum(long minOrderAmount) -> problem.setProperty("minOrderAmount", minOrderAmount);
            case Redemption.Expired(Instant validUntil) -> problem.setProperty("validUntil", validUntil);
            case Redemption.NotTheirs notTheirs -> {}
            case Redemption.AlreadyUsed used -> {}
        }
        return problem;
    }

    private static ResponseEntity<ProblemDetail> conflict(ProblemDetail problem) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
    }
}
