package com.timedeal.servicedefaults.messaging;

import com.timedeal.servicedefaults.database.StorageFailures;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.retry.RepublishMessageRecovererWithConfirms;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * What becomes of a message whose handling failed a few times: poison goes to {@code <queue>.dlq} with the error in its
 * headers; a message that only met a database that was away goes back to its queue, since no message is to blame for that.
 * A message leaves its queue only when the broker has confirmed that it lies in the other one.
 *
 * <p>Done here and not by queue arguments, because only RabbitMQ knows those, and they would not say what went wrong. On
 * quorum queues they are the second net: for a message that ends its consumer each time, so that nothing here is reached.
 */
class DeadLetters extends RepublishMessageRecovererWithConfirms {

    static final String SUFFIX = ".dlq";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final RabbitTemplate rabbit;
    private final DeclareQueues queues;
    private final MessagingSettings settings;

    DeadLetters(RabbitTemplate rabbit, DeclareQueues queues, MessagingSettings settings) {
        super(
                rabbit,
                new LiteralExpression(""),
                new SpelExpressionParser().parseExpression("messageProperties.consumerQueue + '" + SUFFIX + "'"),
                ConfirmType.CORRELATED);
        this.rabbit = rabbit;
        this.queues = queues;
        this.settings = settings;
    }

    @Override
    public void recover(Message message, Throwable cause) {
        if (StorageFailures.isAway(cause)) {
            giveBack(message, cause);
            return;
        }
        log.error("Dead-lettered from {}", message.getMessageProperties().getConsumerQueue(), cause);
        try {
            super.recover(message, cause);
        } catch (AmqpException e) {
            queues.again();
            throw new ImmediateRequeueAmqpException("Could not be dead-lettered; the message waits in its queue", e);
        }
    }

    private void giveBack(Message message, Throwable cause) {
        switch (settings.queues()) {
            case CLASSIC ->
                throw new ImmediateRequeueAmqpException("Storage is away; the message waits in its queue", cause);
            // A quorum queue counts what is given back and would soon take it for poison; what is sent anew starts at
            // 0.
            case QUORUM -> sendAnew(message, cause);
        }
    }

    private void sendAnew(Message message, Throwable cause) {
        var queue = message.getMessageProperties().getConsumerQueue();
        var again = MessageBuilder.fromMessage(message)
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .removeHeader("x-delivery-count")
                .build();
        var sent = new CorrelationData();
        try {
            rabbit.send("", queue, again, sent);
            var confirm = sent.getFuture().get(settings.confirmWait().toNanos(), TimeUnit.NANOSECONDS);
            if (confirm.isAck() && sent.getReturned() == null) {
                log.warn("Storage is away; the message waits in {}: {}", queue, cause.toString());
                return;
            }
        } catch (AmqpException | ExecutionException | TimeoutException e) {
            cause.addSuppressed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ImmediateRequeueAmqpException("Storage is away; the message waits in its queue", cause);
    }
}
