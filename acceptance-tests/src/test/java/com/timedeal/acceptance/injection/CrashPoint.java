package com.timedeal.acceptance.injection;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A line on the way of an order, named by what has and has not happened when a process dies there. */
public enum CrashPoint {

    // ---- a deal purchase: one local transaction for all that waited
    // ----------------------------------------------------------------
    PURCHASE_BEFORE_COMMIT("order", "claim.CommitClaims$Batch", "write", "EXIT", "!$0.placed.isEmpty()"),
    PURCHASE_AFTER_COMMIT("order", "claim.ClaimQueue", "answer", "ENTRY", "clear(Thread.currentThread())"),
    /** Not a crash: stands still with the hot row locked, until somebody wakes it or 20 s are over. */
    PURCHASE_STALLED_WITH_LOCK(
            "order", "claim.CommitClaims$Batch", "write", "EXIT", "!$0.placed.isEmpty()", "delay(20000)"),

    /** Not a crash: waits a second before it commits, so that something can happen to the connection meanwhile. */
    PURCHASE_WAITS_BEFORE_COMMIT(
            "order", "claim.CommitClaims$Batch", "write", "EXIT", "!$0.placed.isEmpty()", "delay(1000)"),

    // ---- an order of regular stock: pending, reserve, accept -----------------------------------------------------
    ORDER_BEFORE_OPENING("order", "order.PendingOrders", "open", "ENTRY", "TRUE"),
    ORDER_OPENED_BEFORE_COMMIT(
            "order",
            "order.Orders",
            "insertAll",
            "EXIT",
            "!Thread.currentThread().getName().startsWith(\"claim-writer\")"),
    ORDER_BEFORE_RESERVE("order", "stock.ProductStockClient", "reserve", "ENTRY", "TRUE"),
    ORDER_AFTER_RESERVE("order", "stock.ProductStockClient", "reserve", "EXIT", "TRUE"),
    ORDER_ACCEPTED_BEFORE_COMMIT("order", "order.Orders", "accept", "EXIT", "TRUE"),
    ORDER_ACCEPTED_AFTER_COMMIT("order", "order.PendingOrders", "accept", "EXIT", "TRUE"),
    ORDER_REJECTED_BEFORE_COMMIT("order", "order.Orders", "reject", "EXIT", "TRUE"),
    ORDER_REJECTED_AFTER_COMMIT("order", "order.PendingOrders", "reject", "EXIT", "TRUE"),
    STOCK_RESERVED_BEFORE_COMMIT("product", "stock.ReserveStock", "decide", "EXIT", "TRUE"),
    STOCK_RESERVED_AFTER_COMMIT("product", "stock.ReserveStock", "reserve", "EXIT", "TRUE"),

    // ---- a message: outbox, broker, inbox ------------------------------------------------------------------------
    OUTBOX_BEFORE_PUBLISH("order", "com.timedeal.servicedefaults.messaging.OutboxRelay", "publish", "ENTRY", "TRUE"),
    OUTBOX_AFTER_PUBLISH(
            "order", "com.timedeal.servicedefaults.messaging.OutboxRelay", "markSent", "ENTRY", "!$1.isEmpty()"),
    OUTBOX_AFTER_MARK("order", "com.timedeal.servicedefaults.messaging.OutboxRelay", "publish", "EXIT", "TRUE"),
    DEAL_OUTBOX_BEFORE_PUBLISH(
            "product", "com.timedeal.servicedefaults.messaging.OutboxRelay", "publish", "ENTRY", "TRUE"),
    DEAL_OUTBOX_AFTER_PUBLISH(
            "product", "com.timedeal.servicedefaults.messaging.OutboxRelay", "markSent", "ENTRY", "!$1.isEmpty()"),
    EVENT_OUTBOX_BEFORE_PUBLISH(
            "schedule", "com.timedeal.servicedefaults.messaging.OutboxRelay", "publish", "ENTRY", "TRUE"),
    EVENT_OUTBOX_AFTER_PUBLISH(
            "schedule", "com.timedeal.servicedefaults.messaging.OutboxRelay", "markSent", "ENTRY", "!$1.isEmpty()"),
    INBOX_AFTER_COMMIT("order", "com.timedeal.servicedefaults.messaging.Inbox", "once", "EXIT", "TRUE"),
    DEAL_INBOX_AFTER_COMMIT("product", "com.timedeal.servicedefaults.messaging.Inbox", "once", "EXIT", "TRUE"),
    EVENT_INBOX_AFTER_COMMIT("schedule", "com.timedeal.servicedefaults.messaging.Inbox", "once", "EXIT", "TRUE"),

    // ---- paying and cancelling -----------------------------------------------------------------------------------
    PAYMENT_BEFORE_START("order", "payment.StartPayment", "start", "ENTRY", "TRUE"),
    PAYMENT_BEFORE_CHARGE("order", "payment.AskProvider", "charge", "ENTRY", "TRUE"),
    PAYMENT_AFTER_CHARGE("order", "payment.AskProvider", "charge", "EXIT", "TRUE"),
    PAYMENT_BEFORE_SETTLEMENT("order", "payment.SettlePayment", "settle", "ENTRY", "TRUE"),
    PAYMENT_SETTLED_BEFORE_COMMIT("order", "payment.SettlePayment", "charged", "EXIT", "TRUE"),
    PAYMENT_AFTER_SETTLEMENT("order", "payment.SettlePayment", "settle", "EXIT", "TRUE"),
    PAYMENT_BEFORE_REFUND("order", "payment.SweepPayments", "refund", "ENTRY", "TRUE"),
    PAYMENT_AFTER_REFUND("order", "payment.SweepPayments", "refund", "EXIT", "TRUE"),
    PAYMENT_CANCELLED_BEFORE_COMMIT("order", "cancellation.GiveUnitsBack", "giveBack", "EXIT", "TRUE"),
    PAYMENT_CANCELLED_AFTER_COMMIT("order", "cancellation.CancelOrder", "cancel", "EXIT", "TRUE"),

    // ---- the units of a deal -------------------------------------------------------------------------------------
    ALLOTMENT_BEFORE_COMMIT("order", "allotment.Allotments", "create", "EXIT", "TRUE"),
    LEVEL_BEFORE_COMMIT("order", "allotment.Allotments", "announce", "EXIT", "TRUE"),
    SETTLEMENT_BEFORE_COMMIT("order", "deal.EndAllotment", "announce", "EXIT", "TRUE"),
    SETTLEMENT_AFTER_COMMIT("order", "deal.EndAllotment", "closeEarly", "EXIT", "TRUE"),
    DEAL_CREATED_BEFORE_COMMIT("product", "deal.NewDeals", "insert", "EXIT", "TRUE"),
    DEAL_CREATED_AFTER_COMMIT("product", "deal.CreateDeal", "create", "EXIT", "TRUE");

    private static final String ROOT = "com.timedeal.";

    /** Notes for other rules, by thread: which of them has just done what. */
    static final String MARKS = """
            RULE purchase placed
            CLASS com.timedeal.orderservice.claim.CommitClaims$Batch
            METHOD place
            AT EXIT
            IF TRUE
            DO flag(Thread.currentThread())
            ENDRULE
            """;

    private final String service;
    private final String type;
    private final String method;
    private final String place;
    private final String condition;
    private final String action;

    CrashPoint(String service, String type, String method, String place, String condition) {
        // Not exit: a crash runs no shutdown hooks.
        this(service, type, method, place, condition, "Runtime.getRuntime().halt(137)");
    }

    CrashPoint(String service, String type, String method, String place, String condition, String action) {
        this.service = service;
        this.type = type;
        this.method = method;
        this.place = place;
        this.condition = condition;
        this.action = action;
    }

    static Set<String> services() {
        return Stream.of(values()).map(CrashPoint::service).collect(Collectors.toSet());
    }

    /** The program that comes by it. */
    public String service() {
        return service + "-service";
    }

    String type() {
        return type.startsWith(ROOT) ? type : ROOT + service + "service." + type;
    }

    String method() {
        return method;
    }

    String place() {
        return place;
    }

    String condition() {
        return condition;
    }

    String action() {
        return action;
    }
}
