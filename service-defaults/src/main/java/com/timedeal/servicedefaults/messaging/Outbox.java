package com.timedeal.servicedefaults.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where a transaction leaves the messages it causes: they exist exactly when its effects do. */
public class Outbox {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final OutboxRelay relay;
    private final DatabaseClock clock;

    Outbox(JdbcClient jdbc, ObjectMapper json, OutboxRelay relay, DatabaseClock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.relay = relay;
        this.clock = clock;
    }

    /** As {@link #append(String, Instant, Object)}, for what occurs right now. */
    public UUID append(String name, Object payload) {
        return append(name, clock.now(), payload);
    }

    /**
     * Adds a message to the current transaction; it is published soon after the commit.
     *
     * @param occurredAt by the database's clock
     * @param payload a record of ids and plain values; {@code messageId} and {@code occurredAt} are added to its JSON
     * @return the message id
     * @throws IllegalStateException outside a transaction, where nothing would tie the message to its cause
     */
    public UUID append(String name, Instant occurredAt, Object payload) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A message belongs into the transaction that causes it");
        }
        var messageId = TimeOrderedIds.next();
        jdbc.sql("insert into outbox (message_id, name, body, occurred_at) values (?, ?, ?, ?)")
                .params(messageId, name, body(messageId, occurredAt, payload), DatabaseClock.toColumn(occurredAt))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.wake();
            }
        });
        return messageId;
    }

    private String body(UUID messageId, Instant occurredAt, Object payload) {
        ObjectNode body = json.createObjectNode();
        body.put("messageId", messageId.toString());
        body.put("occurredAt", occurredAt.toString());
        body.setAll((ObjectNode) json.valueToTree(payload));
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a message: " + payload.getClass(), e);
        }
    }
}
