package com.timedeal.acceptance;

import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.InParallel;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Buyers who each take one unit after the other of a deal, every unit with a key of its own, until they are stopped. */
final class SteadyDemand implements AutoCloseable {

    /** Between two orders of one buyer: who sends more than twenty a second is told to slow down. */
    private static final long PAUSE_MILLIS = 80;

    private final List<Buyer> buyers;
    private final UUID dealId;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> end;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, Acknowledged> orders = new ConcurrentHashMap<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    SteadyDemand(List<Buyer> buyers, UUID dealId) {
        this.buyers = buyers;
        this.dealId = dealId;
        this.end = thread.submit(() -> {
            InParallel.each(this.buyers, this::buyUntilStopped);
            return null;
        });
    }

    /** @param attempts how often the buyer had to ask until this order was answered */
    record Acknowledged(Buyer buyer, UUID orderId, int attempts) {}

    private void buyUntilStopped(Buyer buyer) throws InterruptedException {
        while (!stopped) {
            var key = Buyer.newKey();
            Queue<Answer> heard = new ConcurrentLinkedQueue<>();
            var last = buyer.buy(dealId, 1, key, answer -> {
                heard.add(answer);
                answers.add(answer);
            });
            if (last.status() == 201) {
                orders.put(key, new Acknowledged(buyer, Buyer.orderId(last.body()), heard.size()));
            } else {
                refusals.add(buyer + " was answered " + last.inWords());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Returns when everybody has the answer to the last question. */
    void stop() throws InterruptedException, ExecutionException {
        stopped = true;
        end.get();
    }

    /** By key. */
    Map<String, Acknowledged> orders() {
        return orders;
    }

    /** Whatever was answered in the end and was no order. */
    Queue<String> refusals() {
        return refusals;
    }

    /** Answers to requests that were sent after that moment and brought an order. */
    Stream<Answer> successesSince(long nanos) {
        return answers.stream().filter(answer -> answer.status() == 201 && answer.sentNanos() - nanos > 0);
    }

    /** What was answered after that moment, but with no order. */
    Stream<Answer> failuresSince(long nanos) {
        return answers.stream().filter(answer -> answer.status() != 201 && answer.receivedNanos() - nanos > 0);
    }

    @Override
    public void close() {
        stopped = true;
        thread.close();
    }
}
