package com.timedeal.orderservice.cancellation;

import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.OrderView;
import com.timedeal.orderservice.order.RuleBypass;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CancellationController {

    private static final String NOT_CANCELLABLE = "NOT_CANCELLABLE";

    private final CancelOrder cancelOrder;

    CancellationController(CancelOrder cancelOrder) {
        this.cancelOrder = cancelOrder;
    }

    @PostMapping("/api/v1/orders/{orderId}/cancellation")
    ResponseEntity<?> cancel(
            CurrentUser user,
            @PathVariable UUID orderId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody(required = false) CancellationRequest request) {
        var reason = request == null ? null : request.reason();
        var result = cancelOrder.cancel(user.id(), orderId, IdempotencyKey.of(key), reason);
        if (result instanceof CancelOrderResult.NotCancellable refused && refused.isBypass()) {
            RuleBypass.tell(user.id(), orderId, NOT_CANCELLABLE, refused.status());
        }
        return switch (result) {
            case CancelOrderResult.Cancelled(Order order) ->
                ResponseEntity.status(HttpStatus.CREATED).body(OrderView.of(order));
            case CancelOrderResult.NotCancellable(OrderStatus status) -> {
                var problem = Problems.of(HttpStatus.CONFLICT, NOT_CANCELLABLE, why(status));
                problem.setProperty("orderStatus", status);
                yield ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
            }
            case CancelOrderResult.NoSuchOrder() -> throw Problems.notFound("order");
        };
    }

    private static String why(OrderStatus status) {
        return switch (status) {
            case PENDING -> "The order is still being placed; ask again in a moment.";
            case SHIPPED, DELIVERED -> "The order is on its way or delivered: return it instead.";
            case RETURN_REQUESTED, RETURNED -> "The order is being sent back already.";
            case REJECTED, EXPIRED, CANCELLED -> "The order is over: it is " + status + ".";
            case PAYMENT_DUE, PAID -> throw new IllegalArgumentException("Can be cancelled: " + status);
        };
    }

    /** @param reason null for none */
    record CancellationRequest(@Size(max = 200) String reason) {}
}
