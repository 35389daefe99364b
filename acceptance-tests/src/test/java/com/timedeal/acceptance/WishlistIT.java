package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
@Order(3)
class WishlistIT {

    @Test
    void aWholeWishlistIsOrderedOnce(Installation installation) throws InterruptedException {
        var seller = installation.seller();
        var first = seller.list(10);
        var second = seller.list(10);
        var untouched = seller.list(10);
        var buyer = installation.buyer();
        buyer.wish(first, 5);
        buyer.wish(first, 2);
        buyer.wish(second, 3);
        var key = Buyer.newKey();

        var order = buyer.orderWishlist(key);

        assertThat(order.status()).as(order.inWords()).isEqualTo(201);
        assertThat(order.body().path("status").asText()).isEqualTo("PAYMENT_DUE");
        assertThat(order.body().path("total").asLong()).isEqualTo(5 * Seller.PRICE);
        assertThat(buyer.wishes()).isEmpty();
        assertThat(buyer.orderWishlist(key).body().path("orderId"))
                .isEqualTo(order.body().path("orderId"));
        assertThat(buyer.orderWishlist(Buyer.newKey()).code()).isEqualTo("WISHLIST_EMPTY");
        assertThat(buyer.orders()).hasSize(1);
        assertThat(seller.stock(first)).isEqualTo(8);
        assertThat(seller.stock(second)).isEqualTo(7);
        assertThat(seller.stock(untouched)).isEqualTo(10);
    }

    @Test
    void anOrderOfMoreThanThereIsTakesNothing(Installation installation) throws InterruptedException {
        var seller = installation.seller();
        var plenty = seller.list(10);
        var scarce = seller.list(1);
        var buyer = installation.buyer();
        buyer.wish(plenty, 2);
        buyer.wish(scarce, 2);
        var key = Buyer.newKey();

        assertThat(buyer.orderWishlist(key).code()).isEqualTo("INSUFFICIENT_STOCK");

        assertThat(seller.stock(plenty)).isEqualTo(10);
        assertThat(seller.stock(scarce)).isEqualTo(1);
        assertThat(buyer.wishes()).hasSize(2);

        // Only effects are stored under a key: once there is enough, the same question is answered with an order.
        seller.restock(scarce, 5, Buyer.newKey());
        var order = buyer.orderWishlist(key);
        assertThat(order.status()).as(order.inWords()).isEqualTo(201);
        assertThat(seller.stock(plenty)).isEqualTo(8);
        assertThat(seller.stock(scarce)).isEqualTo(4);
    }

    @Test
    void aRestockSentTwiceCountsOnce(Installation installation) throws InterruptedException {
        var seller = installation.seller();
        var product = seller.list(3);
        var key = Buyer.newKey();

        seller.restock(product, 7, key);
        seller.restock(product, 7, key);

        assertThat(seller.stock(product)).isEqualTo(10);
        seller.restock(product, 7, Buyer.newKey());
        assertThat(seller.stock(product)).isEqualTo(17);
    }
}
