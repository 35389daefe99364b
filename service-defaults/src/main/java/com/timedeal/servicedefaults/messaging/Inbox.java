package com.timedeal.servicedefaults.messaging;

import com.timedeal.servicedefaults.database.Transactions;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Turns "delivered at least once" into "acted on once": the note of a message commits together with its effect. */
public class Inbox {

    private final JdbcClient jdbc;
    private final Transactions transactions;

    Inbox(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Runs the effect in a transaction unless this consumer has handled the message before.
     *
     * @param consumer the queue's name
     * @return whether the effect ran
     */
    public boolean once(String consumer, UUID messageId, Runnable effect) {
        return transactions.call(() -> {
            try {
                jdbc.sql("insert into inbox (consumer, message_id) values (?, ?)")
                        .params(consumer, messageId)
                        .update();
            } catch (DuplicateKeyException e) {
                return false;
            }
            effect.run();
            return true;
        });
    }
}
