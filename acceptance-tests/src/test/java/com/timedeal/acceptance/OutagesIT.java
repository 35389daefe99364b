package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.InParallel;
import com.timedeal.launcher.platform.PlatformSettings.Infrastructure;
import com.timedeal.launcher.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an order needs is away for a while. */
@ExtendWith(RunningPlatform.class)
@Order(4)
class OutagesIT {

    private static final int BUYERS = 12;

    @Test
    void aLostAnswerFromProductServiceNeverTakesStockTwice(Installation installation)
            throws IOException, InterruptedException {
        var seller = installation.seller();
        var product = seller.list(10);
        var buyer = installation.buyer();
        buyer.wish(product, 3);
        var key = Buyer.newKey();

        Answer first;
        installation.platform().pause("product-service");
        try {
            first = buyer.orderWishlistOnce(key);
        } finally {
            installation.platform().resume("product-service");
        }
        assertThat(first.asksForAnother()).as(first.inWords()).isTrue();
        // It got the request and carries it out when it goes on; nobody waits for that answer any more.
        await().untilAsserted(() -> assertThat(seller.stock(product)).isEqualTo(7));

        var second = buyer.orderWishlist(key);
        assertThat(second.status()).as(second.inWords()).isEqualTo(201);
        assertThat(seller.stock(product)).isEqualTo(7);
        assertThat(buyer.orderWishlist(key).body().path("orderId"))
                .isEqualTo(second.body().path("orderId"));
        assertThat(buyer.orders()).hasSize(1);
        assertThat(buyer.wishes()).isEmpty();
        Installation.tell(
                "With product-service frozen the order was answered %s after %.1f s, and taken once when asked again.",
                first.inWords(), (first.receivedNanos() - first.sentNanos()) / 1e9);
    }

    @Test
    void withoutRedisOrdersGoOn(Installation installation) throws IOException, InterruptedException {
        var settings = installation.platform().settings();
        assumeThat(settings.infrastructure())
                .as("Redis is somebody else's and cannot be frozen")
                .isEqualTo(Infrastructure.LOCAL);
        var redis = ProcessHandle.of(
                        Long.parseLong(Files.readString(settings.home().resolve("run/redis.pid"))
                                .strip()))
                .orElseThrow();
        var seller = installation.seller();
        var product = seller.list(100);
        Queue<Answer> heard = new ConcurrentLinkedQueue<>();
        Queue<Answer> last = new ConcurrentLinkedQueue<>();

        Processes.signal(redis, "STOP");
        try {
            InParallel.each(installation.buyers(BUYERS), buyer -> {
                buyer.wish(product, 2);
                last.add(buyer.orderWishlist(Buyer.newKey(), heard::add));
            });
        } finally {
            Processes.signal(redis, "CONT");
        }

        assertThat(last).extracting(Answer::inWords).hasSize(BUYERS).containsOnly("201");
        assertThat(seller.stock(product)).isEqualTo(100 - BUYERS * 2);
        var slowest = heard.stream()
                .mapToLong(answer -> answer.receivedNanos() - answer.sentNanos())
                .max()
                .orElseThrow();
        Installation.tell(
                "With Redis frozen %d orders of one product, sent at once, were accepted; the slowest answer took %.1f s, and"
                        + " %d buyers had to ask again.",
                BUYERS, slowest / 1e9, heard.size() - BUYERS);
        var buyer = installation.buyer();
        buyer.wish(product, 1);
        assertThat(buyer.orderWishlist(Buyer.newKey()).status())
                .as("with Redis back")
                .isEqualTo(201);
    }
}
