package com.timedeal.orderservice.claim;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderSettings;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Decides a batch of claims in one transaction: locks the allotments in the order of their ids, reads the clock with each
 * row, looks at the keys before anything else, decides in the order of arrival and writes the winners' rows in bulk.
 */
@Component
class CommitClaims {

    private final Allotments allotments;
    private final Orders orders;
    private final Transactions transactions;
    private final OrderSettings settings;

    CommitClaims(Allotments allotments, Orders orders, Transactions transactions, OrderSettings settings) {
        this.allotments = allotments;
        this.orders = orders;
        this.transactions = transactions;
        this.settings = settings;
    }

    /**
     * @param claims in order of arrival; may be for several allotments
     * @return one outcome for each, in the same order, all durable
     * @throws RuntimeException as {@link Transactions#call}; then none of them has an outcome
     */
    List<ClaimOutcome> commit(List<ClaimRequest> claims) {
        return transactions.call(() -> new Batch(claims).decideAndWrite());
    }

    /** One attempt; a redone transaction begins with a new one. */
    private final class Batch {

        private final List<ClaimRequest> claims;
        private final Map<UUID, Sale> sales = new HashMap<>();
        private final Map<Orders.KeyOf, Order> byKey = new HashMap<>();
        private final List<Orders.NewOrder> placed = new ArrayList<>();

        Batch(List<ClaimRequest> claims) {
            this.claims = claims;
        }

        List<ClaimOutcome> decideAndWrite() {
            lockAndRead();
            var outcomes = claims.stream().map(this::decide).toList();
            write();
            return outcomes;
        }

        private void lockAndRead() {
            var ids = new TreeSet<UUID>();
            claims.forEach(claim -> ids.add(claim.allotmentId()));
            allotments.lock(ids).forEach(allotment -> sales.put(allotment.allotmentId(), new Sale(allotment)));
            for (var sale : sales.values()) {
                sale.buyers.putAll(allotments.buyersAmong(sale.allotment.allotmentId(), usersOf(sale)));
            }
            // Whoever has an order of this sale is among its buyers, also when it was cancelled: the others have no key
            // here.
            var mayHaveKey = claims.stream()
                    .filter(claim -> sales.containsKey(claim.allotmentId())
                            && sales.get(claim.allotmentId()).buyers.containsKey(claim.userId()))
                    .map(CommitClaims::keyOf)
                    .collect(Collectors.toSet());
            byKey.putAll(orders.byKeys(mayHaveKey));
        }

        private HashSet<UUID> usersOf(Sale sale) {
            var users = new HashSet<UUID>();
            for (var claim : claims) {
                if (claim.allotmentId().equals(sale.allotment.allotmentId())) {
                    users.add(claim.userId());
                }
            }
            return users;
        }

        private ClaimOutcome decide(ClaimRequest claim) {
            var sale = sales.get(claim.allotmentId());
            if (sale == null) {
                return new ClaimOutcome.NotKnown();
            }
            var before = byKey.get(keyOf(claim));
            if (before != null) {
                return before.fingerprint().matches(claim.requestHash())
                        ? new ClaimOutcome.Placed(before)
                        : new ClaimOutcome.KeyReused();
            }
            return switch (sale.decide(claim)) {
                case Claim.Granted granted -> place(claim, sale);
                case Claim why -> new ClaimOutcome.Refused(why, why instanceof Claim.SoldOut && sale.mayComeBack());
            };
        }

        private ClaimOutcome place(ClaimRequest claim, Sale sale) {
            sale.take(claim);
            var allotment = sale.allotment;
            var terms = allotment.terms();
            var order = new Order(
                    TimeOrderedIds.next(),
                    claim.userId(),
                    OrderStatus.PAYMENT_DUE,
                    List.of(new Order.Line(
                            terms.productId(),
                            terms.sellerId(),
                            terms.productName(),
                            terms.unitPrice(),
                            claim.quantity())),
                    0,
                    Math.multiplyExact(terms.unitPrice(), claim.quantity()),
                    allotment.allotmentId(),
                    allotment.now().plus(settings.paymentDueAfter()),
                    allotment.now(),
                    new Order.RequestFingerprint(claim.requestHash()));
            placed.add(new Orders.NewOrder(order, allotment.allotmentId(), claim.key(), null));
            byKey.put(keyOf(claim), order);
            return new ClaimOutcome.Placed(order);
        }

        private void write() {
            sales.values().stream()
                    .filter(sale -> !sale.taken.isEmpty())
                    .sorted((a, b) -> a.allotment.allotmentId().compareTo(b.allotment.allotmentId()))
                    .forEach(sale -> allotments.take(sale.allotment, sale.taken));
            orders.insertAll(placed);
        }
    }

    /** What is left of an allotment while a batch is decided. */
    private final class Sale {

        private final Allotment allotment;
        private final Map<UUID, Allotment.Buyer> buyers = new HashMap<>();
        private final Map<UUID, Integer> taken = new LinkedHashMap<>();
        private long takenUnits;
        private Boolean mayComeBack;

        Sale(Allotment allotment) {
            this.allotment = allotment;
        }

        Claim decide(ClaimRequest claim) {
            return allotment.after(takenUnits).decide(claim.quantity(), buyer(claim.userId()));
        }

        private Allotment.Buyer buyer(UUID userId) {
            return buyers.getOrDefault(userId, Allotment.Buyer.NEW);
        }

        void take(ClaimRequest claim) {
            takenUnits += claim.quantity();
            buyers.put(claim.userId(), buyer(claim.userId()).with(claim.quantity()));
            taken.merge(claim.userId(), claim.quantity(), Integer::sum);
        }

        boolean mayComeBack() {
            if (mayComeBack == null) {
                mayComeBack = takenUnits > 0 || allotment.remaining() > 0 || orders.anyDue(allotment.allotmentId());
            }
            return mayComeBack;
        }
    }

    private static Orders.KeyOf keyOf(ClaimRequest claim) {
        return new Orders.KeyOf(claim.userId(), claim.allotmentId(), claim.key());
    }
}
