package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.order.Busy;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.orderservice.order.RuleBypass;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/orders/{orderId}/payments")
class PaymentController {

    private static final String NOT_PAYABLE = "NOT_PAYABLE";

    private final PayOrder payOrder;
    private final Payments payments;
    private final Orders orders;

    PaymentController(PayOrder payOrder, Payments payments, Orders orders) {
        this.payOrder = payOrder;
        this.payments = payments;
        this.orders = orders;
    }

    @PostMapping
    ResponseEntity<?> pay(
            CurrentUser user,
            @PathVariable UUID orderId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody PayOrderRequest request) {
        var result = payOrder.pay(user.id(), orderId, IdempotencyKey.of(key), request);
        if (result instanceof PayOrderResult.NotPayable refused && refused.isBypass()) {
            RuleBypass.tell(user.id(), orderId, NOT_PAYABLE, refused.status());
        }
        return switch (result) {
            case PayOrderResult.Paid(Payment payment) ->
                ResponseEntity.status(HttpStatus.CREATED).body(PaymentView.of(payment));
            case PayOrderResult.Started(Payment payment) ->
                ResponseEntity.status(HttpStatus.ACCEPTED).body(PaymentView.of(payment));
            case PayOrderResult.Declined(Payment payment) ->
                refuse(
                        HttpStatus.CONFLICT,
                        "PAYMENT_DECLINED",
                        "The payment was declined; nothing was charged. Try another one, with a new Idempotency-Key.",
                        Map.of("reason", payment.reason(), "paymentId", payment.paymentId()));
            case PayOrderResult.TooLate(Payment payment) ->
                refuse(
                        HttpStatus.CONFLICT,
                        "PAYMENT_TOO_LATE",
                        "The order was over when the money came; it goes back to where it came from.",
                        Map.of("paymentId", payment.paymentId(), "paymentStatus", payment.status()));
            case PayOrderResult.NoSuchOrder() -> throw Problems.notFound("order");
            case PayOrderResult.AmountMismatch(long total) ->
                refuse(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "AMOUNT_MISMATCH",
                        "The order costs " + total + " won; another amount is not accepted.",
                        Map.of("total", total));
            case PayOrderResult.NotPayable(var status, boolean overdue) ->
                refuse(
                        HttpStatus.CONFLICT,
                        NOT_PAYABLE,
                        overdue
                                ? "The time to pay this order is over."
                                : "An order that is " + status + " is not paid for.",
                        Map.of("orderStatus", status));
            case PayOrderResult.InProgress(UUID paymentId) ->
                refuse(
                        HttpStatus.CONFLICT,
                        "PAYMENT_IN_PROGRESS",
                        "Another payment of this order is not decided yet; look at its payments.",
                        Map.of("paymentId", paymentId));
            case PayOrderResult.Unavailable() -> Busy.answer();
        };
    }

    @GetMapping
    PaymentList list(CurrentUser user, @PathVariable UUID orderId) {
        orders.of(user.id(), orderId).orElseThrow(() -> Problems.notFound("order"));
        return new PaymentList(
                payments.of(user.id(), orderId).stream().map(PaymentView::of).toList());
    }

    private static ResponseEntity<?> refuse(HttpStatus status, String code, String detail, Map<String, ?> more) {
        var problem = Problems.of(status, code, detail);
        more.forEach(problem::setProperty);
        return ResponseEntity.status(status).body(problem);
    }

    /** @param items newest first */
    record PaymentList(List<PaymentView> items) {}
}
