package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
@Order(2)
class DealsIT {

    @Test
    void aCancelledDealGivesItsUnitsBack(Installation installation) throws InterruptedException {
        var seller = installation.seller();
        var product = seller.list(50);
        var offer = seller.offer(product, 20, 1, Duration.ofMinutes(5), Duration.ofMinutes(5));
        assertThat(seller.stock(product)).isEqualTo(30);
        await().until(() -> installation.timedEvents(offer.dealId()).size() == 2);

        seller.cancel(offer);
        seller.cancel(offer);

        assertThat(seller.look(offer).status()).isEqualTo("CANCELLED");
        assertThat(seller.stock(product)).isEqualTo(50);
        assertThat(installation.buyer().buy(offer.dealId(), Buyer.newKey()).code())
                .isEqualTo("CANCELLED");
        await().untilAsserted(() -> assertThat(installation.timedEvents(offer.dealId()))
                .hasSize(2)
                .allMatch(event -> event.status().equals("CANCELLED")));
    }

    @Test
    void closingEarlyReturnsUnsoldUnits(Installation installation) throws InterruptedException {
        var seller = installation.seller();
        var product = seller.list(50);
        var offer = seller.offer(product, 20, 2, Duration.ofSeconds(3), Duration.ofMinutes(5));
        seller.awaitOpen(offer);
        var buyer = installation.buyer();
        var key = Buyer.newKey();
        var bought = buyer.buy(offer.dealId(), 2, key, answer -> {});
        assertThat(bought.status()).as(bought.inWords()).isEqualTo(201);
        assertThat(bought.body().path("total").asLong()).isEqualTo(2 * Seller.DEAL_PRICE);

        seller.close(offer);
        seller.close(offer);

        assertThat(installation.buyer().buy(offer.dealId(), Buyer.newKey()).code())
                .isEqualTo("CLOSED");
        assertThat(buyer.buy(offer.dealId(), 2, key, answer -> {}).body())
                .as("who has an order is told so though the deal is closed")
                .isEqualTo(bought.body());
        var settled = seller.awaitSettled(offer);
        assertThat(settled.status()).isEqualTo("CLOSED");
        assertThat(settled.closedAt()).isBefore(offer.closesAt());
        assertThat(settled.sold() + settled.held()).isEqualTo(2);
        assertThat(settled.unsold()).isEqualTo(18);
        assertThat(seller.stock(product)).isEqualTo(48);
    }
}
