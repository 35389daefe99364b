package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.securitylog.SecurityLog;
import java.util.UUID;

/**
 * A step that is refused and that nobody takes who goes by the answers they got: what came before it was their own doing, or they were
 * told of it. Where an order moves on by itself (it expires, it is shipped) an honest client may be a moment behind; that is none.
 */
public final class RuleBypass {

    private static final String EVENT = "BUSINESS_RULE_BYPASS";

    private RuleBypass() {}

    /**
     * Makes it a security event.
     *
     * @param code of the problem that they are answered with
     * @param state of what they tried it with
     */
    public static void tell(UUID userId, UUID orderId, String code, Object state) {
        SecurityLog.tell(
                EVENT, "status", 409, "code", code, "userId", userId, "orderId", orderId, "state", state.toString());
    }
}
