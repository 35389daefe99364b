package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderSettings;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.CommitOutcomeUnknownException;
import com.timedeal.servicedefaults.database.StorageFailures;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Takes units and writes the order in one local transaction: lock the allotment, look at the key before anything else,
 * decide, take, write. A unit is never taken without its order, and no order exists without its units.
 */
@Component
class PurchaseDeal {

    private final Allotments allotments;
    private final Orders orders;
    private final LearnOfDeal learnOfDeal;
    private final Transactions transactions;
    private final OrderSettings settings;

    PurchaseDeal(
            Allotments allotments,
            Orders orders,
            LearnOfDeal learnOfDeal,
            Transactions transactions,
            OrderSettings settings) {
        this.allotments = allotments;
        this.orders = orders;
        this.learnOfDeal = learnOfDeal;
        this.transactions = transactions;
        this.settings = settings;
    }

    PurchaseResult purchase(UUID userId, UUID dealId, IdempotencyKey key, int quantity) {
        try {
            return purchaseOnce(userId, dealId, key, quantity);
        } catch (CommitOutcomeUnknownException e) {
            return findOut(userId, dealId, key, quantity).orElseThrow(() -> e);
        }
    }

    /**
     * The key tells: either the order is there, or it is not and may be made now.
     *
     * @return empty when that cannot be asked either: then it stays unknown, and to say "not done" would be a lie
     */
    private Optional<PurchaseResult> findOut(UUID userId, UUID dealId, IdempotencyKey key, int quantity) {
        try {
            return Optional.of(purchaseOnce(userId, dealId, key, quantity))
                    .filter(result -> !(result instanceof PurchaseResult.Unavailable));
        } catch (RuntimeException e) {
            if (StorageFailures.isAway(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private PurchaseResult purchaseOnce(UUID userId, UUID dealId, IdempotencyKey key, int quantity) {
        var known = tryPurchase(userId, dealId, key, quantity);
        if (known.isPresent()) {
            return known.get();
        }
        // Not heard of yet: the announcement is still on its way, or there is no such deal.
        return switch (learnOfDeal.learn(dealId)) {
            case KNOWN_NOW -> tryPurchase(userId, dealId, key, quantity).orElseGet(PurchaseResult.Unavailable::new);
            case NO_SUCH_DEAL -> new PurchaseResult.NoSuchDeal();
            case UNAVAILABLE -> new PurchaseResult.Unavailable();
        };
    }

    /**
     * A winner who asks again and whoever is refused are answered without a lock: what was true while they asked is a
     * true answer. Only who may win waits for the row.
     *
     * <p>The key is read after the state that it is held against: an order of this key that changed that state is seen,
     * so that of two clicks none is told "sold out" because of the other.
     *
     * @return empty when there is no allotment
     */
    private Optional<PurchaseResult> tryPurchase(UUID userId, UUID dealId, IdempotencyKey key, int quantity) {
        var hash = RequestHash.of(quantity);
        return allotments.peek(dealId).map(seen -> {
            var claim = seen.decide(quantity, allotments.bought(dealId, userId));
            var before = orders.byKey(userId, dealId, key);
            if (before.isPresent()) {
                return replay(before.get(), hash);
            }
            return claim instanceof Claim.Granted
                    ? transactions.call(() -> claim(userId, dealId, key, hash, quantity))
                    : refuse(dealId, claim);
        });
    }

    private PurchaseResult claim(UUID userId, UUID dealId, IdempotencyKey key, byte[] hash, int quantity) {
        var allotment = allotments.lock(dealId).orElseThrow();
        var before = orders.byKey(userId, dealId, key);
        if (before.isPresent()) {
            return replay(before.get(), hash);
        }
        var claim = allotment.decide(quantity, allotments.bought(dealId, userId));
        return claim instanceof Claim.Granted ? place(userId, allotment, key, hash, quantity) : refuse(dealId, claim);
    }

    private PurchaseResult refuse(UUID dealId, Claim why) {
        return new PurchaseResult.Refused(why, why instanceof Claim.SoldOut && orders.anyDue(dealId));
    }

    private static PurchaseResult replay(Order order, byte[] hash) {
        if (!order.fingerprint().matches(hash)) {
            throw IdempotencyKey.reusedWithAnotherBody();
        }
        return new PurchaseResult.Placed(order);
    }

    private PurchaseResult place(UUID userId, Allotment allotment, IdempotencyKey key, byte[] hash, int quantity) {
        allotments.take(allotment, userId, quantity);
        var terms = allotment.terms();
        var order = new Order(
                TimeOrderedIds.next(),
                userId,
                OrderStatus.PAYMENT_DUE,
                List.of(new Order.Line(
                        terms.productId(), terms.sellerId(), terms.productName(), terms.unitPrice(), quantity)),
                0,
                Math.multiplyExact(terms.unitPrice(), quantity),
                allotment.allotmentId(),
                allotment.now().plus(settings.paymentDueAfter()),
                allotment.now(),
                new Order.RequestFingerprint(hash));
        orders.insert(order, allotment.allotmentId(), key, null);
        return new PurchaseResult.Placed(order);
    }
}
