package com.timedeal.servicedefaults.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param exchange the one topic exchange
 * @param queues what kind of queues to declare
 * @param queueLimit how many messages a quorum queue takes before it refuses more, which then wait in the outbox
 * @param deliveryLimit how often a quorum queue gives out a message again before it takes it for poison; more than a consumer
 *     needs that dies for reasons of its own
 * @param relayBatch how many messages are published at most before their confirms are awaited
 * @param relayPoll how long a message may lie in the outbox when the wake-up was lost
 * @param confirmWait how long the broker may take to confirm a batch
 * @param claim how long a relay may sit on messages before another one takes them over; more than confirmWait
 * @param keepSent how long sent messages stay in the outbox
 * @param keepReceived how long the inbox remembers, which is how late a duplicate may come
 */
@ConfigurationProperties("timedeal.messaging")
record MessagingSettings(
        @DefaultValue("timedeal.events") String exchange,
        @DefaultValue("CLASSIC") QueueType queues,
        @DefaultValue("100000") int queueLimit,
        @DefaultValue("20") int deliveryLimit,
        @DefaultValue("200") int relayBatch,
        @DefaultValue("500ms") Duration relayPoll,
        @DefaultValue("5s") Duration confirmWait,
        @DefaultValue("15s") Duration claim,
        @DefaultValue("24h") Duration keepSent,
        @DefaultValue("7d") Duration keepReceived) {

    MessagingSettings {
        if (claim.compareTo(confirmWait) <= 0) {
            throw new IllegalArgumentException("timedeal.messaging.claim must be longer than confirm-wait");
        }
        if (queueLimit < 1 || deliveryLimit < 1) {
            throw new IllegalArgumentException("timedeal.messaging.queue-limit and delivery-limit must be at least 1");
        }
    }
}
