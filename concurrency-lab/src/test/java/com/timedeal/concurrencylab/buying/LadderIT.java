package com.timedeal.concurrencylab.buying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.concurrencylab.sale.SaleRows;
import com.timedeal.servicedefaults.audit.Audit;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestTokenKeys;
import com.timedeal.servicedefaults.identity.TestTokens;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The contract that every way to buy keeps, on real servers; and how the well-known broken ways break it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"eureka.client.enabled=false", "spring.http.client.factory=jdk"})
@Import(TestTokenKeys.class)
class LadderIT {

    private static final int UNITS = 60;
    private static final int BUYERS = 80;

    @Autowired
    Ladder ladder;

    @Autowired
    SaleRows rows;

    @Autowired
    Transactions transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Audit audit;

    @Autowired
    TestRestTemplate http;

    @Autowired
    Tuning tuning;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_OP")
    void sellsExactlyWhatThereIs(Strategy strategy) throws Exception {
        var sale = aSale(UNITS, 1);
        tuning.set(16, 200);

        var results = atOnce(BUYERS, i -> askUntilDecided(strategy, intent(sale, UUID.randomUUID(), "k" + i)));

        assertThat(results).filteredOn(Bought.Placed.class::isInstance).hasSize(UNITS);
        assertThat(results).filteredOn(Bought.SoldOut.class::isInstance).hasSize(BUYERS - UNITS);
        awaitRows(strategy);
        assertThat(left(sale)).isZero();
        assertThat(ordered(sale)).isEqualTo(UNITS);
        everyInvariantHolds();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_OP")
    void nobodyGetsMoreThanTheLimit(Strategy strategy) throws Exception {
        var sale = aSale(UNITS, 2);
        var buyer = UUID.randomUUID();
        tuning.set(16, 200);

        var results = atOnce(12, i -> askUntilDecided(strategy, intent(sale, buyer, "k" + i)));

        assertThat(results).filteredOn(Bought.Placed.class::isInstance).hasSize(2);
        assertThat(results).filteredOn(Bought.LimitReached.class::isInstance).hasSize(10);
        awaitRows(strategy);
        assertThat(left(sale)).isEqualTo(UNITS - 2);
        everyInvariantHolds();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_OP")
    void oneKeyIsOneOrderHoweverOftenItIsSent(Strategy strategy) throws Exception {
        var sale = aSale(UNITS, 5);
        var buyer = UUID.randomUUID();
        tuning.set(16, 200);

        var results = atOnce(8, i -> askUntilDecided(strategy, intent(sale, buyer, "same")));

        assertThat(results).allMatch(Bought.Placed.class::isInstance);
        assertThat(results.stream()
                        .map(result -> ((Bought.Placed) result).order().orderId())
                        .distinct())
                .hasSize(1);
        awaitRows(strategy);
        assertThat(ordered(sale)).isOne();
        assertThat(ladder.rung(strategy).buy(new Intent(sale, buyer, new IdempotencyKey("same"), RequestHash.of(2), 2)))
                .isInstanceOf(Bought.KeyReused.class);
        everyInvariantHolds();
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void everyWayIsBehindTheSameEndpointAndGivesTheSameAnswer(Strategy strategy) {
        var sale = aSale(5, 1);

        var answer = post(strategy, sale, "{\"quantity\":1}");

        assertThat(answer.getKey()).isEqualTo(201);
        assertThat(answer.getValue())
                .containsOnlyKeys(
                        "orderId", "status", "items", "discount", "total", "dealId", "paymentDueAt", "createdAt");
        assertThat(post(strategy, sale, "{\"quantity\":0}").getKey()).isEqualTo(400);
    }

    /** Reads, thinks and writes what it thought: what everybody writes first. */
    @Test
    void checkingAndThenActingSellsMoreThanThereIs() throws Exception {
        var sale = aSale(UNITS, 1);

        var results = atOnce(
                BUYERS,
                i -> transactions.call(() -> {
                    var read = rows.read(sale).orElseThrow();
                    if (read.remaining() < 1) {
                        return 0;
                    }
                    return jdbc.sql("update allotment set remaining = ? where allotment_id = ?")
                            .params(read.remaining() - 1, sale)
                            .update();
                }));

        var sold = results.stream().mapToInt(Integer::intValue).sum();
        assertThat(sold + left(sale))
                .as("sold and left; what the broken way makes of %d units", UNITS)
                .isGreaterThan(UNITS);
        forget(sale);
    }

    /** The lock is free again before the others can see what was done under it. */
    @Test
    void aLockInsideTheTransactionProtectsNothing() throws Exception {
        var sale = aSale(UNITS, 1);
        var lock = new java.util.concurrent.locks.ReentrantLock();

        var results = atOnce(
                BUYERS,
                i -> transactions.call(() -> {
                    long seen;
                    lock.lock();
                    try {
                        seen = rows.read(sale).orElseThrow().remaining();
                        if (seen < 1) {
                            return 0;
                        }
                    } finally {
                        lock.unlock();
                    }
                    return jdbc.sql("update allotment set remaining = ? where allotment_id = ?")
                            .params(seen - 1, sale)
                            .update();
                }));

        var sold = results.stream().mapToInt(Integer::intValue).sum();
        assertThat(sold + left(sale)).isGreaterThan(UNITS);
        forget(sale);
    }

    private Bought askUntilDecided(Strategy strategy, Intent intent) {
        for (var attempt = 0; attempt < 50; attempt++) {
            try {
                var bought = ladder.rung(strategy).buy(intent);
                if (!(bought instanceof Bought.Busy)) {
                    return bought;
                }
            } catch (org.springframework.dao.TransientDataAccessException
                    | org.springframework.dao.DataAccessResourceFailureException
                    | org.springframework.transaction.CannotCreateTransactionException busy) {
                // Nothing was done.
            }
        }
        return new Bought.Busy();
    }

    private UUID aSale(long units, int limit) {
        var sale = TimeOrderedIds.next();
        transactions.run(() -> rows.create(sale, TimeOrderedIds.next(), units, limit));
        ladder.announce(sale, units, limit);
        return sale;
    }

    private static Intent intent(UUID sale, UUID user, String key) {
        return new Intent(sale, user, new IdempotencyKey(key), RequestHash.of(1), 1);
    }

    private void awaitRows(Strategy strategy) {
        await().atMost(Duration.ofSeconds(10)).until(() -> ladder.rung(strategy).waiting() == 0);
    }

    private long left(UUID sale) {
        return rows.read(sale).orElseThrow().remaining();
    }

    private long ordered(UUID sale) {
        return jdbc.sql("select count(*) from orders where deal_id = ?")
                .param(sale)
                .query(Long.class)
                .single();
    }

    private void forget(UUID sale) {
        jdbc.sql("delete from allotment where allotment_id = ?").param(sale).update();
    }

    private void everyInvariantHolds() {
        assertThat(audit.evaluate().invariants())
                .allSatisfy(finding -> assertThat(finding.discrepancies())
                        .as(finding.statement())
                        .isEmpty());
    }

    private Map.Entry<Integer, Map<String, Object>> post(Strategy strategy, UUID sale, String body) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(TestTokens.of(UUID.randomUUID(), Role.BUYER));
        headers.set("Idempotency-Key", UUID.randomUUID().toString());
        headers.set("Content-Type", "application/json");
        var answer = http.exchange(
                "/lab/" + strategy.title() + "/deals/" + sale + "/orders",
                HttpMethod.POST,
                new HttpEntity<>(body, headers),
                new ParameterizedTypeReference<Map<String, Object>>() {});
        return Map.entry(answer.getStatusCode().value(), answer.getBody());
    }

    private static <T> List<T> atOnce(int callers, IntFunction<T> call) throws Exception {
        var go = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, callers)
                    .mapToObj(i -> executor.submit(() -> {
                        go.await();
                        return call.apply(i);
                    }))
                    .toList();
            go.countDown();
            var results = new ArrayList<T>();
            for (var result : calls) {
                results.add(result.get());
            }
            return results;
        }
    }
}
