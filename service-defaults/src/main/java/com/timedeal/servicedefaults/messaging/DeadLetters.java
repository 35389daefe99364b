package com.timedeal.servicedefaults.messaging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.retry.RepublishMessageRecoverer;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.transaction.TransactionException;

/**
 * What becomes of a message whose handling failed a few times: poison goes to {@code <queue>.dlq} with the error in its
 * headers; a message that only met a database that was away goes back to its queue, since no message is to blame for that.
 *
 * <p>Done here and not by queue arguments, because only RabbitMQ knows those.
 */
class DeadLetters extends RepublishMessageRecoverer {

    static final String SUFFIX = ".dlq";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    DeadLetters(RabbitTemplate rabbit) {
        super(
                rabbit,
                new LiteralExpression(""),
                new SpelExpressionParser().parseExpression("messageProperties.consumerQueue + '" + SUFFIX + "'"));
    }

    @Override
    public void recover(Message message, Throwable cause) {
        if (storageWasAway(cause)) {
            throw new ImmediateRequeueAmqpException("Storage is away; the message waits in its queue", cause);
        }
        log.error("Dead-lettered from {}", message.getMessageProperties().getConsumerQueue(), cause);
        super.recover(message, cause);
    }

    private static boolean storageWasAway(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof NonTransientDataAccessResourceException
                    || cause instanceof TransactionException
                    || cause instanceof com.timedeal.servicedefaults.database.CommitOutcomeUnknownException) {
                return true;
            }
        }
        return false;
    }
}
