package com.timedeal.servicedefaults.messaging;

import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;

/**
 * The exchange and the queues as they are declared. One place for publishers and consumers, because a broker refuses a queue
 * that is declared with other arguments than it has.
 */
final class Topology {

    /**
     * For a dead-letter queue, from which nothing may be dropped: RabbitMQ 4 gives a queue without this argument a limit of
     * 20, after which it throws the message away. "No limit" has a word of its own only since then, so it is a number that
     * nobody reaches.
     */
    private static final int NEVER = 1_000_000_000;

    private final MessagingSettings settings;

    Topology(MessagingSettings settings) {
        this.settings = settings;
    }

    Declarables of(List<MessageRoute> routes) {
        var exchange = new TopicExchange(settings.exchange(), true, false);
        var all = new ArrayList<Declarable>();
        all.add(exchange);
        for (var route : routes) {
            for (var name : route.queues()) {
                var queue = queue(name);
                // First, so that nothing can be dead-lettered before there is a place for it.
                all.add(deadLetters(name));
                all.add(queue);
                all.add(BindingBuilder.bind(queue).to(exchange).with(route.name()));
            }
        }
        return new Declarables(all);
    }

    Queue queue(String name) {
        return switch (settings.queues()) {
            case CLASSIC -> QueueBuilder.durable(name).build();
            case QUORUM ->
                QueueBuilder.durable(name)
                        .quorum()
                        .deliveryLimit(settings.deliveryLimit())
                        .deadLetterExchange("")
                        .deadLetterRoutingKey(name + DeadLetters.SUFFIX)
                        // A message leaves only when the other queue has it; the broker grants that only to queues
                        // that refuse what is too much, and never drop what is old.
                        .withArgument("x-dead-letter-strategy", "at-least-once")
                        .overflow(QueueBuilder.Overflow.rejectPublish)
                        .maxLength((long) settings.queueLimit())
                        .build();
        };
    }

    private Queue deadLetters(String name) {
        var queue = QueueBuilder.durable(name + DeadLetters.SUFFIX);
        return switch (settings.queues()) {
            case CLASSIC -> queue.build();
            case QUORUM -> queue.quorum().deliveryLimit(NEVER).build();
        };
    }
}
