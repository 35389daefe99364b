package com.timedeal.orderservice.claim;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.order.Orders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Refuses without asking the database where the answer is certain: too early, or nothing left.
 *
 * <p>Certain means: the state was read less than {@link Allotment#BELIEVED_FOR} ago (else the database decides), the time is judged by
 * the database's clock carried on by this machine's monotonic one, and whoever asks has never had an order of this sale
 * (else their key may stand for one). Units that come back rest for as long, so what is
 * believed here is never overtaken by a sale elsewhere. Thread-safe.
 */
@Component
public class KnownAllotments {

    private static final Logger log = LoggerFactory.getLogger(KnownAllotments.class);

    /** Nobody asks for it any more: not looked at any more. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);

    /** Guessing ids must not fill the memory; what does not fit is asked of the database each time. */
    private static final int AT_MOST = 1_000;

    private final Allotments allotments;
    private final Orders orders;
    private final Duration believedFor;
    private final Map<UUID, Watched> watched = new ConcurrentHashMap<>();

    @Autowired
    KnownAllotments(Allotments allotments, Orders orders) {
        this(allotments, orders, Allotment.BELIEVED_FOR);
    }

    KnownAllotments(Allotments allotments, Orders orders, Duration believedFor) {
        this.allotments = allotments;
        this.orders = orders;
        this.believedFor = believedFor;
    }

    /** @return empty when only the database can tell */
    public Optional<ClaimOutcome.Refused> refuse(Allotment.Kind kind, UUID allotmentId, UUID userId, int quantity) {
        var entry = watched.get(allotmentId);
        if (entry == null) {
            if (watched.size() < AT_MOST) {
                watched.putIfAbsent(allotmentId, new Watched());
            }
            return Optional.empty();
        }
        entry.askedAt = System.nanoTime();
        var seen = entry.seen;
        return seen == null || seen.allotment.kind() != kind
                ? Optional.empty()
                : seen.refuse(userId, quantity, believedFor);
    }

    @Scheduled(fixedDelayString = "${timedeal.claims.look-interval}")
    void look() {
        watched.values().removeIf(entry -> System.nanoTime() - entry.askedAt > FORGOTTEN_AFTER.toNanos());
        for (var entry : watched.entrySet()) {
            try {
                look(entry.getKey(), entry.getValue());
            } catch (RuntimeException e) {
                // What is known grows old and is not believed any more; claims are then told by the database, or that
                // it is away.
                log.debug("Cannot look at allotment {}", entry.getKey(), e);
                return;
            }
        }
    }

    private void look(UUID allotmentId, Watched entry) {
        var before = System.nanoTime();
        var found = allotments.peek(allotmentId).orElse(null);
        if (found == null) {
            entry.seen = null;
            return;
        }
        var mayWin = found.decide(1, Allotment.Buyer.NEW) instanceof Claim.Granted;
        var last = entry.seen;
        // The same version has the same buyers: whoever takes or gives back a unit raises it.
        var buyers = mayWin || found.terms() == null
                ? Set.<UUID>of()
                : last != null && last.buyers() != null && last.allotment().version() == found.version()
                        ? last.buyers()
                        : allotments.buyers(allotmentId);
        entry.seen = new Seen(found, before, mayWin ? null : buyers, !mayWin && mayComeBack(found));
    }

    private boolean mayComeBack(Allotment found) {
        return switch (found.kind()) {
            case DEAL -> !found.isEmpty() || orders.anyDue(found.allotmentId());
            case COUPON -> false;
        };
    }

    private static final class Watched {
        private volatile long askedAt = System.nanoTime();
        private volatile Seen seen;
    }

    /** @param at nanoseconds of this machine, not after the state was read @param buyers null while units can be had */
    private record Seen(Allotment allotment, long at, Set<UUID> buyers, boolean mayComeBack) {

        Optional<ClaimOutcome.Refused> refuse(UUID userId, int quantity, Duration believedFor) {
            var age = System.nanoTime() - at;
            if (buyers == null || age > believedFor.toNanos() || buyers.contains(userId)) {
                return Optional.empty();
            }
            // The database's clock shows at most this now: the state was read after `at`.
            var latest = allotment.now().plusNanos(age);
            return switch (allotment.decide(quantity, Allotment.Buyer.NEW)) {
                case Claim.NotOpen then
                when latest.isBefore(then.opensAt()) -> refused(new Claim.NotOpen(then.opensAt(), latest));
                case Claim.NotOpen then -> Optional.empty();
                // Units that rest are not gone: they may be sold before this is looked at again.
                case Claim.SoldOut soldOut
                when allotment.isEmpty() && latest.isBefore(allotment.terms().closesAt()) -> refused(soldOut);
                case Claim.SoldOut soldOut -> Optional.empty();
                // What was over when it was read is over for good.
                case Claim.Closed closed -> refused(closed);
                case Claim.Cancelled cancelled -> refused(cancelled);
                case Claim.Granted granted -> Optional.empty();
                case Claim.CoolingDown cooling -> Optional.empty();
                case Claim.LimitReached limit -> Optional.empty();
                case Claim.InsufficientStock insufficient -> Optional.empty();
            };
        }

        private Optional<ClaimOutcome.Refused> refused(Claim why) {
            return Optional.of(new ClaimOutcome.Refused(why, mayComeBack));
        }
    }
}
