package com.timedeal.launcher.demo;

import com.timedeal.launcher.audit.Finding;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** One timed sale from the seller's first visit to the last comparison of the books. */
final class Sale {

    /** Enough to keep two processors busy; more would only wait in another queue. */
    static final int IN_FLIGHT = 200;

    private final URI gateway;
    private final TokenIssuer tokens;
    private final Sellers sellers;
    private final Clock clock;
    private final DemoArguments arguments;

    Sale(URI gateway, TokenIssuer tokens, Sellers sellers, Clock clock, DemoArguments arguments) {
        this.gateway = gateway;
        this.tokens = tokens;
        this.sellers = sellers;
        this.clock = clock;
        this.arguments = arguments;
    }

    /** What there is to tell of it. */
    record Told(
            Deal deal,
            List<Buyer> crowd,
            Tally tally,
            Acknowledged acknowledged,
            DealState end,
            List<Finding> checks) {}

    Told run(ProgressLine progress) throws InterruptedException {
        try (var door = new Gateway(gateway, IN_FLIGHT)) {
            progress.step("tokens", () -> "for " + arguments.buyers() + " buyers");
            var crowd = new Crowd(tokens, clock).of(arguments.buyers(), arguments.seed());
            var times = new Arrival(door, progress).of(crowd, arguments);
            progress.step("shop", () -> "a seller, five products, a deal");
            var shop = new OpenShop(door, sellers, clock, arguments).open(times);
            var tally = new Tally();
            var acknowledged = new Acknowledged();
            var scene = new Scene(
                    door,
                    shop.deal(),
                    crowd,
                    new Purchases(door, shop.deal(), tally, acknowledged),
                    tally,
                    acknowledged,
                    ServerClock.measure(door, shop.deal()),
                    new Checks("buyers", "B"),
                    progress);
            var end = playSafely(scene, shop);
            return new Told(
                    shop.deal(), crowd, tally, acknowledged, end, scene.checks().findings());
        }
    }

    /** What stops the sale is one more finding; what was seen until then is told all the same. */
    private DealState playSafely(Scene scene, OpenShop.Shop shop) throws InterruptedException {
        try {
            return play(scene, shop);
        } catch (Failure e) {
            scene.checks().hold(false, "The sale can be played to its end.", Figures.of("stopped_by", e.getMessage()));
            return DealState.UNKNOWN;
        }
    }

    private DealState play(Scene scene, OpenShop.Shop shop) throws InterruptedException {
        new TryBeforeOpening(scene).run();
        new Rush(scene).run();
        var askAgain = new AskAgain(scene);
        askAgain.afterTheRush();
        scene.progress().step("wishlist", () -> "three products ordered in one go");
        var ids = new UserIds(clock);
        var token = tokens.issue(ids.next(), Role.BUYER);
        new OrderWishlist(scene.gateway(), scene.checks(), token, arguments.seed()).run(shop.others());
        new ClaimCoupons(scene, tokens.issue(ids.next(), Role.ADMIN))
                .run(shop.others().getFirst());
        var end = new AwaitSettlement(scene).run();
        askAgain.afterClosing();
        new CompareOrders(scene).run();
        return end;
    }
}
