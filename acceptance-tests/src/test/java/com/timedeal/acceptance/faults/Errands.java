package com.timedeal.acceptance.faults;

import com.timedeal.acceptance.Seller.Offer;
import com.timedeal.acceptance.faults.Shopper.Wish;
import com.timedeal.acceptance.history.Attempt.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What people do in a sale: buy deals, order regular goods, click twice, ask again for what they have. */
final class Errands implements Shopping {

    private final List<Offer> offers;
    private final List<UUID> products;
    private final Map<Shopper, Wish> lastWishes = new ConcurrentHashMap<>();

    /** @param offers the first one is asked for most */
    Errands(List<Offer> offers, List<UUID> products) {
        this.offers = offers;
        this.products = products;
    }

    @Override
    public void once(Shopper shopper) throws InterruptedException {
        buy(shopper);
    }

    /** @return the last answer */
    Outcome buy(Shopper shopper) throws InterruptedException {
        var dice = shopper.random().nextInt(100);
        if (dice < 12 && lastWishes.containsKey(shopper)) {
            return shopper.insist(lastWishes.get(shopper));
        }
        var wish = dice < 70 ? deal(shopper) : regular(shopper);
        lastWishes.put(shopper, wish);
        if (dice % 10 == 0) {
            clickTwice(shopper, wish);
        }
        return shopper.insist(wish);
    }

    private Wish deal(Shopper shopper) {
        var offer = shopper.random().nextInt(4) > 0
                ? offers.getFirst()
                : offers.get(shopper.random().nextInt(offers.size()));
        return shopper.deal(offer.dealId(), shopper.random().nextInt(1, 3), shopper.newKey());
    }

    private Wish regular(Shopper shopper) {
        var quantities = new HashMap<UUID, Integer>();
        for (var item = 0; item < 2; item++) {
            quantities.put(
                    products.get(shopper.random().nextInt(products.size())),
                    shopper.random().nextInt(1, 3));
        }
        return shopper.regular(quantities, shopper.newKey());
    }

    private static void clickTwice(Shopper shopper, Wish wish) throws InterruptedException {
        var first = Thread.startVirtualThread(() -> click(shopper, wish));
        shopper.send(wish);
        first.join();
    }

    private static void click(Shopper shopper, Wish wish) {
        try {
            shopper.send(wish);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
