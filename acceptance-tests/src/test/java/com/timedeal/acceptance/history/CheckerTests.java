package com.timedeal.acceptance.history;

import static com.timedeal.acceptance.history.Doctored.DEAL;
import static com.timedeal.acceptance.history.Doctored.PRODUCT;
import static com.timedeal.acceptance.history.Doctored.accepted;
import static com.timedeal.acceptance.history.Doctored.order;
import static com.timedeal.acceptance.history.Doctored.orderId;
import static com.timedeal.acceptance.history.Doctored.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.acceptance.history.Attempt.NotDone;
import com.timedeal.acceptance.history.Attempt.Refused;
import com.timedeal.acceptance.history.Attempt.Undeclared;
import com.timedeal.acceptance.history.Attempt.Unknown;
import com.timedeal.acceptance.history.Books.Charge;
import com.timedeal.acceptance.history.Books.StoredAllotment;
import com.timedeal.acceptance.history.Books.StoredOrder;
import com.timedeal.acceptance.history.Books.StoredStock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each checker lets the honest sale pass, and finds the one thing that was tampered with. */
class CheckerTests {

    private final Doctored sale = Doctored.sale();

    @Test
    void letAnHonestSalePass() {
        sale.attempt(user(1), "first", 2, accepted("first"));
        sale.attempt(user(4), "lost", 1, new Unknown("504"));
        sale.attempt(user(5), "busy", 1, new NotDone(true));

        assertThat(Checker.judge(new History(sale.attempts), sale.books())).isEmpty();
    }

    @Test
    void nameTheCheckerThatFoundSomething() {
        sale.orders.removeFirst();

        assertThat(Checker.judge(new History(sale.attempts), sale.books()))
                .anyMatch(sentence -> sentence.startsWith("AcknowledgedIsStored: "))
                .anyMatch(sentence -> sentence.startsWith("UnitsAreConserved: "));
    }

    @Nested
    class AcknowledgedIsStoredTests {

        private final Checker checker = new AcknowledgedIsStored();

        @Test
        void missesAnOrder() {
            sale.orders.removeFirst();
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsOneStoredTwice() {
            sale.orders.add(sale.orders.getFirst());
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsOneOfSomebodyElse() {
            sale.orders.set(
                    0,
                    new StoredOrder(
                            orderId("first"), user(9), DEAL, "first", "PAYMENT_DUE", 2, List.of("PAYMENT_DUE")));
            assertThat(sale.violations(checker)).hasSize(2);
        }

        @Test
        void findsOneOfOtherUnits() {
            sale.orders.set(0, order(user(1), "first", 1));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsOneThatNobodyAskedFor() {
            sale.orders.add(order(user(4), "phantom", 1));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void letsOnePassOfWhichNobodyWasTold() {
            sale.attempt(user(4), "lost", 1, new Unknown("504"));
            sale.orders.add(order(user(4), "lost", 1));
            assertThat(sale.violations(checker)).isEmpty();
        }
    }

    @Test
    void findAnOrderAfterNothingButPromisesOfNone() {
        sale.attempt(user(4), "busy", 1, new NotDone(true));
        sale.attempt(user(4), "busy", 1, new NotDone(true));
        sale.orders.add(order(user(4), "busy", 1));
        assertThat(sale.violations(new NotDoneIsNotDone())).hasSize(1);

        sale.attempt(user(4), "busy", 1, new Unknown("504"));
        assertThat(sale.violations(new NotDoneIsNotDone())).isEmpty();
    }

    @Nested
    class UnitsAreConservedTests {

        private final Checker checker = new UnitsAreConserved();

        @Test
        void findsAUnitSoldTwice() {
            sale.orders.add(order(user(4), "more", 3));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsAStrandedUnit() {
            sale.allotments.set(0, new StoredAllotment(DEAL, 5, 0, 1, 0, 2));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsAUnitGivenBackTwice() {
            sale.orders.set(
                    0,
                    new StoredOrder(
                            orderId("first"), user(1), DEAL, "first", "EXPIRED", 2, List.of("PAYMENT_DUE", "EXPIRED")));
            assertThat(sale.violations(checker)).as("not given back").hasSize(1);
            sale.allotments.set(0, new StoredAllotment(DEAL, 5, 0, 4, 0, 2));
            assertThat(sale.violations(checker)).as("given back").isEmpty();
            sale.allotments.set(0, new StoredAllotment(DEAL, 5, 0, 4, 2, 2));
            assertThat(sale.violations(checker)).as("given back twice").hasSize(1);
        }

        @Test
        void findsAnAllotmentBelowZero() {
            sale.allotments.set(0, new StoredAllotment(DEAL, 5, -1, 3, 0, 2));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsAShelfThatDoesNotAddUp() {
            sale.stocks.set(0, new StoredStock(PRODUCT, 10, 8, 0, 3));
            assertThat(sale.violations(checker)).hasSize(1);
            sale.stocks.set(0, new StoredStock(PRODUCT, 10, -1, 8, 3));
            assertThat(sale.violations(checker)).hasSize(1);
        }
    }

    @Test
    void findSomebodyWithTooMany() {
        sale.buys(user(1), "another", 1);
        assertThat(sale.violations(new LimitsHold())).hasSize(1);
    }

    @Nested
    class SoldOutIsTrueTests {

        private final Checker checker = new SoldOutIsTrue();

        @Test
        void findsSoldOutWhileUnitsAreLeft() {
            sale.attempt(user(4), "refused", 1, new Refused(409, "SOLD_OUT", -1));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsTooFewWhileThereAreEnough() {
            sale.attempt(user(4), "refused", 2, new Refused(409, "INSUFFICIENT_STOCK", 1));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void doesNotCountWhatWasOnlyAskedForLater() {
            sale.attempt(user(4), "refused", 1, new Refused(409, "SOLD_OUT", -1));
            sale.buys(user(5), "later", 2);
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void countsWhatMayHaveBeenTaken() {
            sale.attempt(user(5), "in time", 2, new Unknown("504"));
            sale.orders.add(order(user(5), "in time", 2));
            sale.attempt(user(4), "refused", 1, new Refused(409, "SOLD_OUT", -1));
            assertThat(sale.violations(checker)).isEmpty();
        }

        @Test
        void knowsThatUnitsGivenBackMayHaveBeenGone() {
            sale.attempt(user(5), "expired", 2, accepted("expired"));
            sale.orders.add(new StoredOrder(
                    orderId("expired"), user(5), DEAL, "expired", "EXPIRED", 2, List.of("PAYMENT_DUE", "EXPIRED")));
            sale.attempt(user(4), "refused", 1, new Refused(409, "SOLD_OUT", -1));
            assertThat(sale.violations(checker)).isEmpty();
        }

        @Test
        void doesNotMindOtherReasons() {
            sale.attempt(user(4), "refused", 1, new Refused(409, "CLOSED", -1));
            assertThat(sale.violations(checker)).isEmpty();
        }
    }

    @Nested
    class OneEffectPerKeyTests {

        private final Checker checker = new OneEffectPerKey();

        @Test
        void findsTwoOrdersOfOneKey() {
            sale.orders.add(new StoredOrder(
                    UUID.randomUUID(), user(1), DEAL, "first", "PAYMENT_DUE", 2, List.of("PAYMENT_DUE")));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsAnotherAnswer() {
            sale.attempt(user(1), "first", 2, new Accepted(orderId("first"), "another price"));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsARefusalAfterAYes() {
            sale.attempt(user(1), "first", 2, new Refused(409, "SOLD_OUT", -1));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void letsAYesAfterARefusalPass() {
            sale.attempt(user(3), "third", 3, accepted("third"));
            assertThat(sale.violations(checker)).isEmpty();
        }

        @Test
        void doesNotMixUpTheKeysOfTwoPeople() {
            sale.attempt(user(2), "first", 1, new Refused(409, "SOLD_OUT", -1));
            assertThat(sale.violations(checker)).isEmpty();
        }
    }

    @Nested
    class StatesOnlyAdvanceTests {

        private final Checker checker = new StatesOnlyAdvance();

        private void went(String status, String... path) {
            sale.orders.set(0, new StoredOrder(orderId("first"), user(1), DEAL, "first", status, 2, List.of(path)));
        }

        @Test
        void findsAnOrderThatLeftItsLastState() {
            went("PAID", "PAYMENT_DUE", "EXPIRED", "PAID");
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsAnOrderThatIsNotWhereItsWayEnds() {
            went("PAID", "PAYMENT_DUE");
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsAnOrderWithoutAWay() {
            went("PAYMENT_DUE");
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsAnOrderThatNobodyDecides() {
            sale.orders.set(
                    0, new StoredOrder(orderId("first"), user(1), null, "first", "PENDING", 2, List.of("PENDING")));
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void letsAWholeLifePass() {
            went("RETURNED", "PAYMENT_DUE", "PAID", "SHIPPED", "DELIVERED", "RETURN_REQUESTED", "RETURNED");
            assertThat(sale.violations(checker)).isEmpty();
        }
    }

    @Test
    void findAnAnswerThatNobodyDeclared() {
        sale.attempt(user(4), "broken", 1, new Undeclared("500"));
        sale.attempt(user(4), "odd", 1, new Refused(409, "BAD_LUCK", -1));
        assertThat(sale.violations(new AnswersAreDeclared())).hasSize(2);
    }

    @Nested
    class OneChargePerOrderTests {

        private final Checker checker = new OneChargePerOrder();

        private void paid(String key, String status) {
            sale.orders.set(
                    0, new StoredOrder(orderId(key), user(1), DEAL, key, status, 2, List.of("PAYMENT_DUE", status)));
        }

        private void charged(UUID orderId, boolean refunded) {
            sale.charges.add(new Charge(UUID.randomUUID(), orderId, true, refunded));
        }

        @Test
        void findsAnOrderPaidTwice() {
            paid("first", "PAID");
            charged(orderId("first"), false);
            assertThat(sale.violations(checker)).isEmpty();
            charged(orderId("first"), false);
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsAPaidOrderWithoutACharge() {
            paid("first", "PAID");
            assertThat(sale.violations(checker)).hasSize(1);
        }

        @Test
        void findsMoneyKeptForAnOrderThatIsOver() {
            paid("first", "CANCELLED");
            charged(orderId("first"), false);
            assertThat(sale.violations(checker)).hasSize(1);
            sale.charges.clear();
            charged(orderId("first"), true);
            assertThat(sale.violations(checker)).isEmpty();
        }

        @Test
        void findsAChargeForNothing() {
            charged(UUID.randomUUID(), false);
            assertThat(sale.violations(checker)).hasSize(1);
        }
    }
}
