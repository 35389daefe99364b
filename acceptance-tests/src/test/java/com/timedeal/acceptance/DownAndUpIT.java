package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.platform.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
@Order(Integer.MAX_VALUE)
class DownAndUpIT {

    @Test
    void dataSurvivesDownAndUp(Installation installation) throws IOException, InterruptedException {
        var seller = installation.seller();
        var product = seller.list(30);
        var open = seller.offer(product, 10, 1, Duration.ofSeconds(3), Duration.ofMinutes(5));
        seller.awaitOpen(open);
        Map<String, Buyer> winners = new LinkedHashMap<>();
        for (var buyer : installation.buyers(4)) {
            var key = Buyer.newKey();
            assertThat(buyer.buy(open.dealId(), key).status()).isEqualTo(201);
            winners.put(key, buyer);
        }
        var wisher = installation.buyer();
        wisher.wish(product, 2);
        var wishKey = Buyer.newKey();
        assertThat(wisher.orderWishlist(wishKey).status()).isEqualTo(201);
        wisher.wish(product, 3);
        var before = books(winners, wisher);
        var opensMeanwhile = seller.offer(product, 5, 1, Duration.ofSeconds(3), Duration.ofMinutes(5));

        var begin = System.nanoTime();
        installation.platform().down(Progress.silent());
        var down = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(installation.platform().running()).isEmpty();
        var up = installation.up();
        assertThat(Instant.now()).isAfter(opensMeanwhile.opensAt());
        Installation.tell(
                "First start %.1f s, stop %.1f s, start with data %.1f s.",
                Installation.seconds(installation.firstStart()), Installation.seconds(down), Installation.seconds(up));

        assertThat(books(winners, wisher)).isEqualTo(before);
        assertThat(wisher.wishes()).hasSize(1);
        assertThat(seller.stock(product)).isEqualTo(30 - 10 - 2 - 5);
        for (var winner : winners.entrySet()) {
            var again = winner.getValue().buy(open.dealId(), winner.getKey());
            assertThat(again.status()).as(again.inWords()).isEqualTo(201);
            assertThat(winner.getValue().orders()).containsExactly(again.body());
        }
        assertThat(wisher.orderWishlist(wishKey).status()).isEqualTo(201);
        assertThat(wisher.orders()).hasSize(1);
        assertThat(installation.buyer().buy(open.dealId(), Buyer.newKey()).status())
                .isEqualTo(201);
        assertThat(installation
                        .buyer()
                        .buy(opensMeanwhile.dealId(), Buyer.newKey())
                        .status())
                .isEqualTo(201);
        assertThat(seller.awaitOpen(opensMeanwhile).openedAt()).isAfterOrEqualTo(opensMeanwhile.opensAt());
        for (var offer : List.of(open, opensMeanwhile)) {
            seller.close(offer);
            seller.awaitSettled(offer);
        }
        assertThat(seller.stock(product)).isEqualTo(30 - 5 - 2 - 1);
    }

    private static Map<Buyer, List<JsonNode>> books(Map<String, Buyer> winners, Buyer wisher)
            throws InterruptedException {
        Map<Buyer, List<JsonNode>> books = new LinkedHashMap<>();
        for (var winner : winners.values()) {
            books.put(winner, winner.orders());
        }
        books.put(wisher, wisher.orders());
        return books;
    }
}
