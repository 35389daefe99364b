package com.timedeal.scheduleservice.timedevent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/** Takes the part of the services that consume due messages, and notes when each came by the database's clock. */
class DueMessages {

    static final String OPENING = "product.deal.opening-due";
    static final String CLOSING = "product.deal.closing-due";
    static final String CLOSING_TO_ORDER = "order.deal.closing-due";

    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final ObjectMapper json;
    private final Supplier<Instant> databaseTime;
    private volatile Instant anchor;
    private volatile long anchorNanos;
    private final SimpleMessageListenerContainer container;

    record Arrival(String queue, JsonNode body, Instant at) {

        UUID dealId() {
            return UUID.fromString(body.get("dealId").asText());
        }

        String messageId() {
            return body.get("messageId").asText();
        }

        Duration lag() {
            return Duration.between(Instant.parse(body.get("dueAt").asText()), at);
        }
    }

    DueMessages(ConnectionFactory connectionFactory, ObjectMapper json, Supplier<Instant> databaseTime) {
        this.json = json;
        this.databaseTime = databaseTime;
        container = new SimpleMessageListenerContainer(connectionFactory);
        container.setQueueNames(OPENING, CLOSING, CLOSING_TO_ORDER);
        container.setPrefetchCount(100);
        container.setRecoveryInterval(200);
        container.setMessageListener(this::note);
    }

    void start() {
        anchorClock();
        container.start();
    }

    void stop() {
        container.stop();
    }

    /** The quickest of a few answers tells the database's time best. */
    private void anchorClock() {
        var quickest = Long.MAX_VALUE;
        for (var i = 0; i < 20; i++) {
            var before = System.nanoTime();
            var now = databaseTime.get();
            var after = System.nanoTime();
            if (after - before < quickest) {
                quickest = after - before;
                anchor = now;
                // The latest moment at which the database can have read its clock: arrivals are never dated too late.
                anchorNanos = after;
            }
        }
    }

    private void note(Message message) {
        var at = anchor.plusNanos(System.nanoTime() - anchorNanos);
        try {
            arrivals.add(new Arrival(
                    message.getMessageProperties().getConsumerQueue(), json.readTree(message.getBody()), at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Arrival> of(UUID dealId) {
        return arrivals.stream()
                .filter(arrival -> arrival.dealId().equals(dealId))
                .toList();
    }

    List<Arrival> of(UUID dealId, String queue) {
        return of(dealId).stream()
                .filter(arrival -> arrival.queue.equals(queue))
                .toList();
    }

    Map<String, List<Arrival>> byQueue(Collection<UUID> deals) {
        return arrivals.stream()
                .filter(arrival -> deals.contains(arrival.dealId()))
                .collect(Collectors.groupingBy(Arrival::queue));
    }
}
