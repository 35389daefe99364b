package com.timedeal.orderservice.fulfilment;

import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.OrderView;
import com.timedeal.orderservice.order.RuleBypass;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReturnController {

    private final RequestReturn requestReturn;

    ReturnController(RequestReturn requestReturn) {
        this.requestReturn = requestReturn;
    }

    @PostMapping("/api/v1/orders/{orderId}/returns")
    ResponseEntity<?> request(
            CurrentUser user,
            @PathVariable UUID orderId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody ReturnRequest request) {
        return switch (requestReturn.request(user.id(), orderId, IdempotencyKey.of(key), request.reason())) {
            case RequestReturnResult.Requested(Order order) ->
                ResponseEntity.status(HttpStatus.CREATED).body(OrderView.of(order));
            case RequestReturnResult.NotReturnable(OrderStatus status) -> {
                // Goods are not sent back before they came, nor twice: whoever has them knows.
                RuleBypass.tell(user.id(), orderId, "NOT_RETURNABLE", status);
                yield refuse("NOT_RETURNABLE", why(status), "orderStatus", status);
            }
            case RequestReturnResult.WindowOver(Instant endedAt) ->
                refuse(
                        "RETURN_WINDOW_OVER",
                        "Goods of this order could be sent back until " + endedAt + ".",
                        "endedAt",
                        endedAt);
            case RequestReturnResult.NoSuchOrder() -> throw Problems.notFound("order");
        };
    }

    private static String why(OrderStatus status) {
        return switch (status) {
            case PENDING, PAYMENT_DUE, PAID -> "Nothing has been delivered: cancel the order instead.";
            case SHIPPED -> "The order is on its way; it can be sent back once it is delivered.";
            case RETURN_REQUESTED, RETURNED -> "The order is being sent back already.";
            case REJECTED, EXPIRED, CANCELLED -> "The order is over: it is " + status + ".";
            case DELIVERED -> throw new IllegalArgumentException("Can be sent back: " + status);
        };
    }

    private static ResponseEntity<?> refuse(String code, String detail, String name, Object value) {
        var problem = Problems.of(HttpStatus.CONFLICT, code, detail);
        problem.setProperty(name, value);
        return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
    }

    record ReturnRequest(@NotBlank @Size(max = 200) String reason) {}
}
