package com.timedeal.acceptance.faults;

import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.Call;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** Who has an order pays for it, or calls it off, or both; at a provider that loses answers, dawdles and declines. */
final class PayingErrands implements Shopping {

    private static final Pattern TOTAL = Pattern.compile("total=([0-9]+)");
    private static final List<String> TOKENS = List.of(
            "ok",
            "ok",
            "ok",
            "slow:400",
            "decline",
            "error",
            "lose-answer",
            "callback:300",
            "callback-twice:300",
            "late:1500");
    private static final int ATTEMPTS = 4;

    private final Errands errands;

    PayingErrands(Errands errands) {
        this.errands = errands;
    }

    @Override
    public void once(Shopper shopper) throws InterruptedException {
        if (!(errands.buy(shopper) instanceof Accepted order)) {
            return;
        }
        var dice = shopper.random().nextInt(100);
        if (dice < 65) {
            pay(shopper, order);
        }
        if (dice % 10 < 2) {
            cancel(shopper, order.orderId());
        }
    }

    private static void pay(Shopper shopper, Accepted order) throws InterruptedException {
        var total = TOTAL.matcher(order.body());
        if (!total.find()) {
            throw new AssertionError("An order without a total: " + order);
        }
        var token = TOKENS.get(shopper.random().nextInt(TOKENS.size()));
        var call = Call.post(
                "/api/v1/orders/" + order.orderId() + "/payments",
                shopper.token(),
                Map.of("method", "CARD", "amount", Long.parseLong(total.group(1)), "token", token));
        insist(shopper, order.orderId(), call.once(shopper.newKey()));
    }

    private static void cancel(Shopper shopper, UUID orderId) throws InterruptedException {
        var call =
                Call.post("/api/v1/orders/" + orderId + "/cancellation", shopper.token(), Map.of("reason", "too many"));
        insist(shopper, orderId, call.once(shopper.newKey()));
    }

    private static void insist(Shopper shopper, UUID orderId, Call call) throws InterruptedException {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            Answer answer = shopper.askOnce(orderId, call);
            if (!answer.asksForAnother()) {
                return;
            }
            Thread.sleep(shopper.random().nextInt(100, 400));
        }
    }
}
