package com.timedeal.orderservice.provider;

/** What has become of a charge. */
public sealed interface ChargeOutcome {

    record Charged() implements ChargeOutcome {}

    /** Nothing was charged and nothing will be. @param reason UPPER_SNAKE */
    record Declined(String reason) implements ChargeOutcome {}

    /** The provider knows of it, and will know more later. */
    record Pending() implements ChargeOutcome {}

    /** The provider has not heard of it; perhaps not yet. */
    record Unheard() implements ChargeOutcome {}
}
