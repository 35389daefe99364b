package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.audit.Finding;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.demo.Checks.Misfits;
import com.timedeal.launcher.demo.OpenShop.Good;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What becomes of orders: the winners pay; one order is paid, delivered and sent back; one is never paid and expires. */
final class OrderLife implements AutoCloseable {

    /** With longer periods than this there is nothing to see within a demo. */
    private static final Duration SHORT = Duration.ofMinutes(2);

    /** On top of the periods, for sweepers and messages. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Gateway gateway;
    private final TokenIssuer tokens;
    private final Sellers sellers;
    private final UserIds ids;
    private final Clock clock;
    private final ProgressLine progress;
    private final Checks checks = new Checks("life", "D");
    private final Misfits misfits = new Misfits();
    private OpenShop shop;
    private Good untouched;
    private Placed unpaid;

    OrderLife(URI gateway, TokenIssuer tokens, Sellers sellers, Clock clock, ProgressLine progress) {
        this.gateway = new Gateway(gateway, Sale.IN_FLIGHT);
        this.tokens = tokens;
        this.sellers = sellers;
        this.ids = new UserIds(clock);
        this.clock = clock;
        this.progress = progress;
    }

    private record Placed(UUID orderId, String token, long total, Instant createdAt, Instant paymentDueAt) {
        String path() {
            return "/api/v1/orders/" + orderId;
        }
    }

    /** Somebody orders and never pays, long before the rest. */
    void begin(DemoArguments arguments) throws InterruptedException {
        progress.step("an order", () -> "that nobody will pay for");
        shop = new OpenShop(gateway, sellers, clock, arguments);
        untouched = shop.openStall();
        unpaid = order(untouched, 1);
    }

    /** @param sale the winners of which pay now */
    List<Finding> run(Sale.Told sale) throws InterruptedException {
        try {
            payForAll(sale);
            if (Duration.between(unpaid.createdAt(), unpaid.paymentDueAt()).compareTo(SHORT) > 0) {
                // It ran before the demo, with the periods of a real shop.
                checks.hold(
                        true,
                        "Delivery and expiry take days here and are not shown; for a demo with short periods run './timedeal down' first.",
                        Figures.of(
                                "payment_due_s",
                                Duration.between(unpaid.createdAt(), unpaid.paymentDueAt())
                                        .toSeconds()));
            } else {
                deliverAndSendBack();
                letExpire();
            }
        } catch (Failure e) {
            checks.hold(
                    false, "The life of an order can be played to its end.", Figures.of("stopped_by", e.getMessage()));
        }
        return checks.findings();
    }

    private void payForAll(Sale.Told sale) throws InterruptedException {
        var paid = new AtomicInteger();
        var deal = sale.deal();
        var orders = List.copyOf(sale.acknowledged().orders());
        var tokensOfBuyers = sale.crowd().stream().collect(Collectors.toMap(Buyer::id, Buyer::token));
        progress.step("payment", () -> paid + " of " + orders.size() + " winners have paid");
        InParallel.each(orders, order -> {
            var path = "/api/v1/orders/" + order.orderId();
            var call = payment(path, tokensOfBuyers.get(order.userId()), deal.price());
            var first = pay(call).path("paymentId");
            paid.incrementAndGet();
            misfits.unless(first.equals(pay(call).path("paymentId")), path + " was paid for twice");
        });
        checks.none(
                misfits.sentences(),
                "Every winner pays once, though each sends the payment twice.",
                Figures.of("orders", orders.size(), "won", deal.price() * orders.size()));
    }

    private void deliverAndSendBack() throws InterruptedException {
        var good = shop.openStall();
        var order = order(good, 2);
        progress.step("delivery", () -> "an order is paid, shipped, delivered and sent back");
        pay(payment(order.path(), order.token(), order.total()));
        awaitStatus(order, "DELIVERED");
        gateway.demand(
                Call.post(order.path() + "/returns", order.token(), Map.of("reason", "The colour is another one."))
                        .once(UUID.randomUUID().toString()),
                201);
        awaitStatus(order, "RETURNED");
        var payments = await(
                () -> gateway.demand(Call.get(order.path() + "/payments", order.token()), 200)
                        .path("items"),
                items -> items.path(0).path("status").asText().equals("REFUNDED"));
        var after = await(() -> stock(good), stock -> stock == good.stock());
        var history = gateway.demand(Call.get(order.path(), order.token()), 200).path("history");
        checks.hold(
                payments.size() == 1 && after == good.stock(),
                "An order is paid, shipped, delivered and sent back: the money is refunded once, the goods are in stock again.",
                Figures.of("payments", payments.size(), "states", history.size(), "stock", after));
    }

    private void letExpire() throws InterruptedException {
        var left = Duration.between(clock.instant(), unpaid.paymentDueAt());
        progress.step(
                "expiry",
                () -> "the order that nobody paid for is due since "
                        + Duration.between(unpaid.paymentDueAt(), clock.instant())
                                .toSeconds() + " s");
        awaitStatus(unpaid, "EXPIRED", left.isNegative() ? PATIENCE : PATIENCE.plus(left));
        var after = await(() -> stock(untouched), stock -> stock == untouched.stock());
        checks.hold(
                after == untouched.stock(),
                "An order that nobody pays for expires, and its units are in stock again.",
                Figures.of(
                        "due_s",
                        Duration.between(unpaid.createdAt(), unpaid.paymentDueAt())
                                .toSeconds(),
                        "stock",
                        after));
    }

    private Placed order(Good good, int quantity) throws InterruptedException {
        var token = tokens.issue(ids.next(), Role.BUYER);
        var body = Map.of(
                "address",
                OrderWishlist.ADDRESS,
                "items",
                List.of(Map.of("productId", good.productId(), "quantity", quantity)));
        var order = gateway.demand(
                Call.post("/api/v1/orders", token, body).once(UUID.randomUUID().toString()), 201);
        return new Placed(
                UUID.fromString(order.path("orderId").asText()),
                token,
                order.path("total").asLong(),
                Instant.parse(order.path("createdAt").asText()),
                Instant.parse(order.path("paymentDueAt").asText()));
    }

    private static Call payment(String path, String token, long amount) {
        return Call.post(path + "/payments", token, Map.of("method", "CARD", "amount", amount))
                .once(UUID.randomUUID().toString());
    }

    /** A provider that does not answer at once leaves the payment open (202); the same key brings what became of it. */
    private JsonNode pay(Call call) throws InterruptedException {
        var answer = await(() -> gateway.ask(call), any -> any.status() != 202);
        if (answer.status() != 201) {
            throw new Failure(call + " was answered with " + answer.inWords());
        }
        return answer.body();
    }

    private void awaitStatus(Placed order, String status) throws InterruptedException {
        awaitStatus(order, status, PATIENCE);
    }

    private void awaitStatus(Placed order, String status, Duration patience) throws InterruptedException {
        var seen = await(() -> status(order), status::equals, patience);
        if (!seen.equals(status)) {
            throw new Failure("An order is " + seen + ", and has not become " + status);
        }
    }

    private String status(Placed order) throws InterruptedException {
        return gateway.demand(Call.get(order.path(), order.token()), 200)
                .path("status")
                .asText();
    }

    private Long stock(Good good) throws InterruptedException {
        return gateway.demand(Call.get("/api/v1/products/" + good.productId(), null), 200)
                .path("stock")
                .asLong();
    }

    private static <T> T await(Look<T> look, Predicate<T> wanted) throws InterruptedException {
        return await(look, wanted, PATIENCE);
    }

    /** @return what was wanted, or what was there when patience ended */
    private static <T> T await(Look<T> look, Predicate<T> wanted, Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        var seen = look.now();
        while (!wanted.test(seen) && System.nanoTime() - deadline < 0) {
            Thread.sleep(PAUSE);
            seen = look.now();
        }
        return seen;
    }

    private interface Look<T> {
        T now() throws InterruptedException;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
