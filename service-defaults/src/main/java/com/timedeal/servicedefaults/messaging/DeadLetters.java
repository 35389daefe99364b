package com.timedeal.servicedefaults.messaging;

import com.timedeal.servicedefaults.database.StorageFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.retry.RepublishMessageRecovererWithConfirms;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * What becomes of a message whose handling failed a few times: poison goes to {@code <queue>.dlq} with the error in its
 * headers; a message that only met a database that was away goes back to its queue, since no message is to blame for that.
 * A message leaves its queue only when the broker has confirmed that it lies in the other one.
 *
 * <p>Done here and not by queue arguments, because only RabbitMQ knows those.
 */
class DeadLetters extends RepublishMessageRecovererWithConfirms {

    static final String SUFFIX = ".dlq";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    DeadLetters(RabbitTemplate rabbit) {
        super(
                rabbit,
                new LiteralExpression(""),
                new SpelExpressionParser().parseExpression("messageProperties.consumerQueue + '" + SUFFIX + "'"),
                ConfirmType.CORRELATED);
    }

    @Override
    public void recover(Message message, Throwable cause) {
        if (StorageFailures.isAway(cause)) {
            throw new ImmediateRequeueAmqpException("Storage is away; the message waits in its queue", cause);
        }
        log.error("Dead-lettered from {}", message.getMessageProperties().getConsumerQueue(), cause);
        try {
            super.recover(message, cause);
        } catch (AmqpException e) {
            throw new ImmediateRequeueAmqpException("Could not be dead-lettered; the message waits in its queue", e);
        }
    }
}
