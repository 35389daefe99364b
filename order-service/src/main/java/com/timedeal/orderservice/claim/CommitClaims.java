package com.timedeal.orderservice.claim;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.allotment.Offer;
import com.timedeal.orderservice.coupon.IssuedCoupon;
import com.timedeal.orderservice.coupon.IssuedCoupons;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Decides a batch of claims in one transaction: locks the allotments in the order of their ids, reads the clock with each
 * row, looks at the keys before anything else, decides in the order of arrival and writes the winners' rows in bulk: orders or
 * coupons, whatever the allotment offers.
 */
@Component
class CommitClaims {

    private final Allotments allotments;
    private final Orders orders;
    private final IssuedCoupons issuedCoupons;
    private final Transactions transactions;
    private final OrderSettings settings;

    CommitClaims(
            Allotments allotments,
            Orders orders,
            IssuedCoupons issuedCoupons,
            Transactions transactions,
            OrderSettings settings) {
        this.allotments = allotments;
        this.orders = orders;
        this.issuedCoupons = issuedCoupons;
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
        private final Map<Orders.KeyOf, ClaimOutcome> won = new HashMap<>();
        private final List<Orders.NewOrder> placed = new ArrayList<>();
        private final List<IssuedCoupon> issued = new ArrayList<>();

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
            var orderKeys = new HashSet<Orders.KeyOf>();
            for (var sale : sales.values()) {
                var id = sale.allotment.allotmentId();
                sale.read(allotments.buyersAmong(id, usersOf(sale)));
                // Whoever has won here is among the buyers, also if it is gone: the others have no key here.
                switch (sale.allotment.kind()) {
                    case DEAL -> orderKeys.addAll(keysOfBuyers(sale));
                    case COUPON ->
                        issuedCoupons
                                .among(id, sale.buyers.keySet())
                                .forEach(coupon -> won.put(keyOf(coupon), new ClaimOutcome.Issued(coupon)));
                }
            }
            orders.byKeys(orderKeys).forEach((key, order) -> won.put(key, new ClaimOutcome.Placed(order)));
        }

        private Set<UUID> usersOf(Sale sale) {
            return claimsOn(sale).map(ClaimRequest::userId).collect(Collectors.toSet());
        }

        private Set<Orders.KeyOf> keysOfBuyers(Sale sale) {
            return claimsOn(sale)
                    .filter(claim -> sale.buyers.containsKey(claim.userId()))
                    .map(CommitClaims::keyOf)
                    .collect(Collectors.toSet());
        }

        private Stream<ClaimRequest> claimsOn(Sale sale) {
            return claims.stream().filter(claim -> claim.allotmentId().equals(sale.allotment.allotmentId()));
        }

        private ClaimOutcome decide(ClaimRequest claim) {
            var sale = sales.get(claim.allotmentId());
            if (sale == null || sale.allotment.kind() != claim.kind()) {
                return new ClaimOutcome.NotKnown();
            }
            var before = won.get(keyOf(claim));
            if (before != null) {
                return again(before, claim);
            }
            return switch (sale.decide(claim)) {
                case Claim.Granted granted -> win(claim, sale);
                case Claim why -> new ClaimOutcome.Refused(why, why instanceof Claim.SoldOut && sale.mayComeBack());
            };
        }

        private ClaimOutcome again(ClaimOutcome before, ClaimRequest claim) {
            return before instanceof ClaimOutcome.Placed(Order order)
                            && !order.fingerprint().matches(claim.requestHash())
                    ? new ClaimOutcome.KeyReused()
                    : before;
        }

        private ClaimOutcome win(ClaimRequest claim, Sale sale) {
            sale.take(claim);
            var outcome = switch (sale.allotment.terms().offer()) {
                case Offer.DealUnits goods -> place(claim, sale.allotment, goods);
                case Offer.Coupons coupons -> issue(claim, sale.allotment);
            };
            won.put(keyOf(claim), outcome);
            return outcome;
        }

        private ClaimOutcome place(ClaimRequest claim, Allotment allotment, Offer.DealUnits goods) {
            var order = new Order(
                    TimeOrderedIds.next(),
                    claim.userId(),
                    OrderStatus.PAYMENT_DUE,
                    List.of(new Order.Line(
                            goods.productId(),
                            goods.sellerId(),
                            goods.productName(),
                            goods.unitPrice(),
                            claim.quantity())),
                    0,
                    Math.multiplyExact(goods.unitPrice(), claim.quantity()),
                    allotment.allotmentId(),
                    null,
                    allotment.now().plus(settings.paymentDueAfter()),
                    allotment.now(),
                    new Order.RequestFingerprint(claim.requestHash()));
            placed.add(new Orders.NewOrder(order, allotment.allotmentId(), claim.key(), null));
            return new ClaimOutcome.Placed(order);
        }

        private ClaimOutcome issue(ClaimRequest claim, Allotment allotment) {
            var coupon = new IssuedCoupon(allotment.allotmentId(), claim.userId(), claim.key(), allotment.now());
            issued.add(coupon);
            return new ClaimOutcome.Issued(coupon);
        }

        private void write() {
            sales.values().stream()
                    .filter(sale -> !sale.taken.isEmpty())
                    .sorted((a, b) -> a.allotment.allotmentId().compareTo(b.allotment.allotmentId()))
                    .forEach(sale -> allotments.take(sale.allotment, sale.taken, sale.known));
            orders.insertAll(placed);
            issuedCoupons.insertAll(issued);
        }
    }

    /** What is left of an allotment while a batch is decided. */
    private final class Sale {

        private final Allotment allotment;
        private final Map<UUID, Allotment.Buyer> buyers = new HashMap<>();
        private Set<UUID> known = Set.of();
        private final Map<UUID, Integer> taken = new LinkedHashMap<>();
        private long takenUnits;
        private Boolean mayComeBack;

        Sale(Allotment allotment) {
            this.allotment = allotment;
        }

        void read(Map<UUID, Allotment.Buyer> before) {
            buyers.putAll(before);
            known = before.keySet();
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
                mayComeBack = switch (allotment.kind()) {
                    case DEAL -> takenUnits > 0 || !allotment.isEmpty() || orders.anyDue(allotment.allotmentId());
                    case COUPON -> false;
                };
            }
            return mayComeBack;
        }
    }

    private static Orders.KeyOf keyOf(ClaimRequest claim) {
        return new Orders.KeyOf(claim.userId(), claim.allotmentId(), claim.key());
    }

    private static Orders.KeyOf keyOf(IssuedCoupon coupon) {
        return new Orders.KeyOf(coupon.userId(), coupon.couponId(), coupon.key());
    }
}
