package com.timedeal.orderservice.order;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.timedeal.orderservice.LifeCycleFixture;
import com.timedeal.orderservice.fulfilment.FulfilmentOf;
import com.timedeal.servicedefaults.securitylog.SecurityLog;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Which refusals of a step are told to whoever watches, and which happen to everybody. */
class RuleBypassIT extends LifeCycleFixture {

    private final UUID buyer = UUID.randomUUID();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SecurityLog.LOGGER);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            told.add(line.getKeyValuePairs().stream()
                    .map(pair -> pair.key + "=" + pair.value)
                    .collect(Collectors.joining(" ", line.getMessage() + " ", "")));
        }
    };

    @BeforeEach
    void listen() {
        listener.start();
        logger.addAppender(listener);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(listener);
    }

    @Test
    void whoeverPaysTooLateIsNoOffender() {
        var order = anOrder(buyer);
        timeIsOverFor(order);
        assertThat(code(pay(order, buyer, "late", null))).isEqualTo("NOT_PAYABLE");
        expireNow(order);

        assertThat(code(pay(order, buyer, "later", null))).isEqualTo("NOT_PAYABLE");
        assertThat(code(cancel(order, buyer, "c"))).isEqualTo("NOT_CANCELLABLE");

        assertThat(paymentsOf(order)).isEmpty();
        assertThat(chargesOf(order)).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void whoeverPaysAgainOrForWhatTheyCancelledIsTold() {
        var order = aPaidOrder(aRunningDeal(5, 1), buyer);
        pay(order, buyer, "pay", null);
        assertThat(told).as("the same key is the same question").isEmpty();

        assertThat(code(pay(order, buyer, "again", null))).isEqualTo("NOT_PAYABLE");
        assertThat(cancel(order, buyer, "c").getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(code(pay(order, buyer, "third", null))).isEqualTo("NOT_PAYABLE");
        assertThat(code(cancel(order, buyer, "c2"))).isEqualTo("NOT_CANCELLABLE");

        assertThat(told)
                .containsExactly(
                        bypass("NOT_PAYABLE", order, "PAID"),
                        bypass("NOT_PAYABLE", order, "CANCELLED"),
                        bypass("NOT_CANCELLABLE", order, "CANCELLED"));
        assertThat(chargesOf(order)).isEqualTo(1);
    }

    @Test
    void whoeverSendsBackWhatHasNotComeOrTwiceIsTold() {
        var order = aPaidOrder(aRunningDeal(5, 1), buyer);
        assertThat(code(sendBack(order, "r"))).isEqualTo("NOT_RETURNABLE");
        FulfilmentOf.deliver(context, order);
        assertThat(code(cancel(order, buyer, "c"))).isEqualTo("NOT_CANCELLABLE");
        assertThat(sendBack(order, "r").getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(sendBack(order, "r").getStatusCode()).isEqualTo(HttpStatus.CREATED);

        assertThat(code(sendBack(order, "r2"))).isEqualTo("NOT_RETURNABLE");

        assertThat(told)
                .as("an order on its way cannot be cancelled any more, which may take anybody by surprise")
                .containsExactly(
                        bypass("NOT_RETURNABLE", order, "PAID"), bypass("NOT_RETURNABLE", order, "RETURN_REQUESTED"));
        assertThat(statusOf(order)).isEqualTo("RETURN_REQUESTED");
    }

    @Test
    void whoeverSendsBackTooLateIsNoOffender() {
        var order = aPaidOrder(aRunningDeal(5, 1), buyer);
        FulfilmentOf.deliver(context, order);
        jdbc.sql("update orders set entered_at = sysdate(6) - interval 7 day where order_id = ?")
                .param(order)
                .update();

        assertThat(code(sendBack(order, "r"))).isEqualTo("RETURN_WINDOW_OVER");

        assertThat(told).isEmpty();
    }

    @Test
    void whoeverFindsADealClosedOrSoldOutIsNoOffender() {
        var deal = aRunningDeal(1, 1);
        anOrder(deal, UUID.randomUUID());
        assertThat(code(purchase(deal, buyer, "k", 1))).isEqualTo("SOLD_OUT");
        jdbc.sql("update allotment set closes_at = sysdate(6) where allotment_id = ?")
                .param(deal)
                .update();
        assertThat(code(purchase(deal, buyer, "k", 1))).isIn("CLOSED", "SOLD_OUT");

        assertThat(told).isEmpty();
    }

    private ResponseEntity<Map<String, Object>> sendBack(UUID order, String key) {
        return call(HttpMethod.POST, "/api/v1/orders/" + order + "/returns", buyer, key, Map.of("reason", "Too small"));
    }

    private String bypass(String code, UUID order, String state) {
        return "BUSINESS_RULE_BYPASS event.action=BUSINESS_RULE_BYPASS status=409 code=%s userId=%s orderId=%s state=%s"
                .formatted(code, buyer, order, state);
    }
}
