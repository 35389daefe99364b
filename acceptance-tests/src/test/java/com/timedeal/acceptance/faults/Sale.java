package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.acceptance.Seller;
import com.timedeal.acceptance.Seller.Offer;
import com.timedeal.acceptance.history.Attempt;
import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.acceptance.history.Checker;
import com.timedeal.acceptance.history.History;
import com.timedeal.acceptance.injection.CrashPoint;
import com.timedeal.launcher.demo.InParallel;
import com.timedeal.launcher.tokens.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * People who buy without a pause, from two deals (one of which sells out) and from regular stock, while something is broken;
 * and the verdict afterwards. Everything that is drawn by lot comes from one seed.
 */
final class Sale implements AutoCloseable {

    private static final Pattern CREATED = Pattern.compile("createdAt=\"([^\"]+)\"");
    /** Far enough ahead that the same terms make sense when they are sent again. */
    private static final Duration OPENS_IN = Duration.ofSeconds(2);

    private static final int PEOPLE = 16;
    private static final long PLENTY = 20_000;
    private static final long FEW = 60;
    private static final long BRIEF = 4_000;
    private static final int LIMIT = 2_000;
    private static final int SMALL_LIMIT = 5;
    private static final Duration JUDGEMENT = Duration.ofSeconds(60);

    private final Faults faults;
    private final Seller seller;
    private final History history = new History();
    private final List<Shopper> shoppers = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();
    private final List<Offer> over = new ArrayList<>();
    private final List<UUID> products = new ArrayList<>();
    private final Queue<Throwable> mishaps = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> rounds = new ArrayList<>();
    private final long began = System.nanoTime();
    private volatile boolean stopped;

    private Sale(Faults faults, long seed, int people) {
        this.faults = faults;
        this.seller = faults.seller();
        var random = new Random(seed);
        for (var number = 0; number < people; number++) {
            var id = faults.newUser();
            shoppers.add(new Shopper(
                    id, faults.token(id, Role.BUYER), faults.gateways(), history, new Random(random.nextLong())));
        }
    }

    /** Open, and with people buying. */
    static Sale open(Faults faults, long seed) throws InterruptedException {
        var sale = new Sale(faults, seed, PEOPLE);
        sale.prepare();
        sale.begin();
        return sale;
    }

    /** Open, but nobody comes by himself. */
    static Sale quiet(Faults faults, long seed) throws InterruptedException {
        var sale = new Sale(faults, seed, PEOPLE);
        sale.prepare();
        return sale;
    }

    /** With one product and nothing on offer yet. */
    static Sale before(Faults faults, long seed, int people) throws InterruptedException {
        var sale = new Sale(faults, seed, people);
        sale.products.add(sale.seller.list(PLENTY));
        return sale;
    }

    /** People start to buy. */
    void begin() {
        var errands = new Errands(List.copyOf(offers), products);
        shop(faults.takesMoney() ? new PayingErrands(errands) : errands);
        awaitOrders(PEOPLE);
    }

    private void prepare() throws InterruptedException {
        for (var number = 0; number < 3; number++) {
            products.add(seller.list(PLENTY));
        }
        offers.add(offer(PLENTY / 2, LIMIT, Duration.ofMillis(1_500)));
        offers.add(offer(FEW, SMALL_LIMIT, Duration.ofMillis(1_500)));
        for (var offer : offers) {
            seller.awaitOpen(offer);
        }
    }

    /** One more deal, of the first product. */
    Offer offer(long units, int perUserLimit, Duration opensIn) throws InterruptedException {
        return seller.offer(products.getFirst(), units, perUserLimit, opensIn, Duration.ofMinutes(30));
    }

    /** Makes a deal that was set up elsewhere part of what is judged. */
    void add(Offer offer) {
        offers.add(offer);
    }

    private void shop(Shopping shopping) {
        for (var shopper : shoppers) {
            rounds.add(threads.submit(() -> {
                while (!stopped) {
                    shopping.once(shopper);
                    Thread.sleep(shopper.random().nextInt(80, 240));
                }
                return null;
            }));
        }
    }

    Seller seller() {
        return seller;
    }

    Offer plenty() {
        return offers.getFirst();
    }

    Offer few() {
        return offers.get(1);
    }

    List<UUID> products() {
        return products;
    }

    List<Shopper> shoppers() {
        return shoppers;
    }

    History history() {
        return history;
    }

    /** Until that many orders have been acknowledged since the beginning. */
    void awaitOrders(long count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> history.accepted() >= count);
    }

    /** Until that many orders were acknowledged that were asked for after this moment. */
    void awaitMoreOrders(int count) {
        awaitMoreOrders(count, Duration.ofSeconds(60));
    }

    void awaitMoreOrders(int count, Duration atMost) {
        var now = System.nanoTime();
        await().atMost(atMost).until(() -> acceptedSince(now) >= count);
    }

    /** Orders that nobody had been told of before that moment. */
    long newOrdersSince(long nanos) {
        return history.byQuestion().values().stream()
                .filter(attempts -> attempts.stream().anyMatch(each -> each.outcome() instanceof Accepted)
                        && attempts.stream()
                                .filter(each -> each.outcome() instanceof Accepted)
                                .allMatch(each -> each.sent() - nanos > 0))
                .count();
    }

    /** A deal that opens and closes by itself; part of what is judged. */
    Offer briefOffer(Duration opensIn, Duration openFor) throws InterruptedException {
        var offer = seller.offer(products.getLast(), BRIEF, LIMIT, opensIn, openFor);
        over.add(offer);
        return offer;
    }

    /** Everybody asks for that deal all the time, whether it is open or not. */
    void rush(Offer offer, Duration howLong) throws InterruptedException {
        var end = System.nanoTime() + howLong.toNanos();
        InParallel.each(shoppers, shopper -> {
            while (System.nanoTime() - end < 0) {
                shopper.send(shopper.deal(offer.dealId(), 1, UUID.randomUUID().toString()));
                Thread.sleep(50);
            }
        });
    }

    /** Somebody bought in that deal, and nobody before it opened or after it closed. */
    void checkWindow(Offer offer) {
        var mine = history.attempts()
                .filter(attempt -> offer.dealId().equals(attempt.target()))
                .toList();
        assertThat(mine).anyMatch(attempt -> attempt.outcome() instanceof Accepted);
        assertThat(mine).anyMatch(attempt -> attempt.outcome().equals(new Attempt.Refused(409, "NOT_OPEN", -1)));
        assertThat(mine).anyMatch(attempt -> attempt.outcome().equals(new Attempt.Refused(409, "CLOSED", -1)));
        assertThat(mine)
                .filteredOn(attempt -> attempt.outcome() instanceof Accepted)
                .allSatisfy(attempt -> assertThat(placedAt((Accepted) attempt.outcome()))
                        .isAfterOrEqualTo(offer.opensAt())
                        .isBefore(offer.closesAt()));
    }

    /** When the database of the sale says that this order was placed. */
    static Instant placedAt(Accepted accepted) {
        var matcher = CREATED.matcher(accepted.body());
        assertThat(matcher.find()).as(accepted.body()).isTrue();
        return Instant.parse(matcher.group(1));
    }

    /** Makes sure that soon somebody comes by that point who would not by shopping alone. */
    void provoke(CrashPoint point) throws InterruptedException {
        switch (point) {
            case ORDER_REJECTED_BEFORE_COMMIT, ORDER_REJECTED_AFTER_COMMIT -> {
                var shopper = shoppers.getFirst();
                shopper.send(
                        shopper.regular(Map.of(products.getLast(), 9_999, products.getFirst(), 9_999), randomKey()));
            }
            case SETTLEMENT_BEFORE_COMMIT,
                    SETTLEMENT_AFTER_COMMIT,
                    ALLOTMENT_BEFORE_COMMIT,
                    DEAL_OUTBOX_BEFORE_PUBLISH,
                    DEAL_OUTBOX_AFTER_PUBLISH,
                    EVENT_OUTBOX_BEFORE_PUBLISH,
                    EVENT_OUTBOX_AFTER_PUBLISH,
                    INBOX_AFTER_COMMIT,
                    DEAL_INBOX_AFTER_COMMIT,
                    EVENT_INBOX_AFTER_COMMIT -> {
                var offer = seller.offer(products.getFirst(), 10, 1, OPENS_IN, Duration.ofMinutes(30));
                offers.add(offer);
                Thread.sleep(OPENS_IN);
                seller.close(offer);
            }
            case DEAL_CREATED_BEFORE_COMMIT, DEAL_CREATED_AFTER_COMMIT ->
                // Far enough ahead that the same terms make sense when they are sent again.
                offers.add(seller.offer(products.getFirst(), 10, 1, Duration.ofSeconds(10), Duration.ofMinutes(30)));
            default -> {
                // They come by themselves.
            }
        }
    }

    private static String randomKey() {
        return UUID.randomUUID().toString();
    }

    /** Of the purchases of deals, as {@link #trouble}. */
    double dealTrouble(long from, long to) {
        return trouble(from, to, attempt -> attempt.target() != null);
    }

    /**
     * Whoever ordered regular stock between two moments was told "not done" in time, but for those who asked again for an
     * order that they had.
     *
     * @return how long the slowest answer took
     */
    Duration checkRegularOrdersAreNotDone(long from, long to, Duration timeLimit) {
        var asked = history.attempts()
                .filter(attempt -> attempt.target() == null && attempt.sent() - from > 0 && attempt.sent() - to < 0)
                .toList();
        assertThat(asked).anyMatch(attempt -> attempt.outcome() instanceof Attempt.NotDone);
        assertThat(asked)
                .allMatch(attempt ->
                        attempt.outcome() instanceof Attempt.NotDone || attempt.outcome() instanceof Accepted);
        var slowest = Duration.ofNanos(asked.stream()
                .mapToLong(attempt -> attempt.received() - attempt.sent())
                .max()
                .orElseThrow());
        assertThat(slowest).isLessThan(timeLimit);
        return slowest;
    }

    /** Until no order is open any more that is now. */
    void awaitDecided(Duration atMost) throws IOException {
        try (var database = faults.database()) {
            var now = database.number("select timestampdiff(microsecond, '2000-01-01', sysdate(6))");
            await().atMost(atMost)
                    .until(() -> database.number("select count(*) from timedeal_order.orders where status = 'PENDING'"
                                    + " and timestampdiff(microsecond, '2000-01-01', placed_at) < " + now)
                            == 0);
        }
    }

    /** Some orders of regular stock are begun and cannot be finished, so that the sweeper must give them up. */
    void strandOrders(Faults platform) throws IOException, InterruptedException {
        platform.platform().pause("product-service");
        platform.platform().pause("product-service-2");
        try {
            InParallel.each(
                    shoppers, shopper -> shopper.send(shopper.regular(Map.of(products.getLast(), 1), randomKey())));
        } finally {
            platform.platform().resume("product-service");
            platform.platform().resume("product-service-2");
        }
    }

    long acceptedSince(long nanos) {
        return history.attempts()
                .filter(attempt -> attempt.outcome() instanceof Accepted && attempt.sent() - nanos > 0)
                .count();
    }

    /** How long after that moment the first order was asked for and acknowledged. */
    Duration firstOrderAfter(long nanos) {
        await().atMost(Duration.ofSeconds(60)).until(() -> acceptedSince(nanos) > 0);
        return Duration.ofNanos(history.attempts()
                .filter(attempt -> attempt.outcome() instanceof Accepted && attempt.sent() - nanos > 0)
                .mapToLong(attempt -> attempt.received() - nanos)
                .min()
                .orElseThrow());
    }

    /** Of what was asked between two moments, the part that did not get a straight answer, from 0 to 1. */
    double trouble(long from, long to) {
        return trouble(from, to, attempt -> true);
    }

    private double trouble(long from, long to, Predicate<Attempt> which) {
        var asked = history.attempts()
                .filter(which)
                .filter(attempt -> attempt.sent() - from > 0 && attempt.sent() - to < 0)
                .toList();
        var troubled = asked.stream()
                .filter(attempt -> attempt.outcome() instanceof Attempt.NotDone
                        || attempt.outcome() instanceof Attempt.Unknown
                        || attempt.outcome() instanceof Attempt.Undeclared)
                .count();
        return asked.isEmpty() ? 1 : (double) troubled / asked.size();
    }

    /**
     * The end: people stop, all is healed, who does not know asks again with the same key, the deals are closed, and what
     * everybody saw is held against the books until nothing contradicts it, or time is up.
     */
    void judge() throws IOException, InterruptedException {
        stopShopping();
        faults.heal();
        resolve();
        for (var offer : offers) {
            if (seller.look(offer).status().equals("SCHEDULED")) {
                seller.awaitOpen(offer);
            }
            seller.close(offer);
        }
        offers.addAll(over);
        for (var offer : offers) {
            seller.awaitSettled(offer);
        }
        try (var database = faults.database()) {
            var users = shoppers.stream().map(Shopper::id).collect(Collectors.toSet());
            var deals = offers.stream().map(Offer::dealId).collect(Collectors.toSet());
            var violations =
                    awaitNone(() -> Checker.judge(history, database.books(users, deals, Set.copyOf(products))));
            Faults.tell(
                    "%.0f s, %d attempts: %s",
                    (System.nanoTime() - began) / 1e9, history.attempts().count(), history.counts());
            assertThat(violations.stream().limit(20).toList())
                    .as("%d violations", violations.size())
                    .isEmpty();
        }
    }

    void stopShopping() throws InterruptedException {
        stopped = true;
        for (var round : rounds) {
            try {
                round.get();
            } catch (ExecutionException e) {
                mishaps.add(e.getCause());
            }
        }
        assertThat(mishaps).isEmpty();
    }

    /** Whoever does not know asks with the same key until he knows. Who was only told "not done" does not: that is judged. */
    private void resolve() throws InterruptedException {
        var byId = shoppers.stream().collect(Collectors.toMap(Shopper::id, shopper -> shopper));
        var open = history.unresolved();
        InParallel.each(open, attempt -> {
            var shopper = byId.get(attempt.user());
            var wish = shopper.wish(attempt.key());
            var deadline = System.nanoTime() + JUDGEMENT.toNanos();
            var outcome = shopper.send(wish, faults.gateways().getFirst());
            while ((outcome instanceof Attempt.NotDone || outcome instanceof Attempt.Unknown)
                    && System.nanoTime() - deadline < 0) {
                Thread.sleep(300);
                outcome = shopper.send(wish, faults.gateways().getFirst());
            }
        });
    }

    private interface Judgement {
        List<String> violations() throws IOException;
    }

    private static List<String> awaitNone(Judgement judgement) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + JUDGEMENT.toNanos();
        while (true) {
            var violations = judgement.violations();
            if (violations.isEmpty() || System.nanoTime() - deadline > 0) {
                return violations;
            }
            Thread.sleep(500);
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
        threads.close();
    }
}
