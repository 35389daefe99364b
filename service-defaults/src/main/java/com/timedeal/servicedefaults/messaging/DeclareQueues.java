package com.timedeal.servicedefaults.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.context.SmartLifecycle;

/**
 * Declares exchange and queues before the service takes requests or messages, and refuses the start if the broker has a
 * queue of that name that is not what is asked for: nothing could be published or received, and trying again would not help.
 *
 * <p>A broker that is away does not keep the service from starting; each new connection declares everything anew.
 */
class DeclareQueues implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeclareQueues.class);

    /** What Qpid says to arguments that it does not know. */
    private static final int INVALID_ARGUMENT = 542;

    private final AmqpAdmin admin;
    private final MessagingSettings settings;
    private volatile boolean running;

    DeclareQueues(AmqpAdmin admin, MessagingSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** @throws QueueMismatchException if the broker has another queue under one of the names */
    @Override
    public void start() {
        running = true;
        try {
            admin.initialize();
        } catch (AmqpException e) {
            var refusal = refusal(e);
            if (refusal.isPresent()) {
                throw QueueMismatchException.of(settings.queues(), refusal.get(), e);
            }
            log.warn("Queues are declared once the broker can be used: {}", e.toString());
        }
    }

    /** For queues that were deleted or unbound behind our back; declaring again is harmless, and failing is only logged. */
    void again() {
        try {
            admin.initialize();
        } catch (AmqpException e) {
            log.warn(
                    "Queues not declared: {}",
                    refusal(e)
                            .map(text -> QueueMismatchException.of(settings.queues(), text, e)
                                    .getMessage())
                            .orElseGet(e::toString));
        }
    }

    /** What the broker said if it has no objection to us, but to the queue. */
    private static Optional<String> refusal(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException closed) {
                return switch (closed.getReason()) {
                    case AMQP.Channel.Close close -> refusal(close.getReplyCode(), close.getReplyText());
                    case AMQP.Connection.Close close -> refusal(close.getReplyCode(), close.getReplyText());
                    case null, default -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }

    private static Optional<String> refusal(int code, String text) {
        return switch (code) {
            case AMQP.PRECONDITION_FAILED, AMQP.NOT_IMPLEMENTED, INVALID_ARGUMENT -> Optional.of(text);
            default -> Optional.empty();
        };
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything that publishes, listens or answers requests. */
    @Override
    public int getPhase() {
        return 0;
    }
}
