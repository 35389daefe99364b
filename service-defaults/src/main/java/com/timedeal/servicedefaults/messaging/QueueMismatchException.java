package com.timedeal.servicedefaults.messaging;

import java.util.regex.Pattern;

/** The broker has no such queues as are asked for, or has another one of that name already. */
class QueueMismatchException extends RuntimeException {

    private static final Pattern QUEUE = Pattern.compile("for queue '([^']+)' in vhost '([^']+)'");
    private static final Pattern ARGUMENT = Pattern.compile("inequivalent arg '([^']+)'");
    private static final Pattern NUMBERS = Pattern.compile("received '(\\d+)' but current is '(\\d+)'");

    private final String remedy;

    private QueueMismatchException(String sentence, String remedy, Throwable cause) {
        super(sentence, cause);
        this.remedy = remedy;
    }

    /** @param refusal what the broker said, as RabbitMQ words it where it is about a queue that is there */
    static QueueMismatchException of(QueueType wanted, String refusal, Throwable cause) {
        var queue = QUEUE.matcher(refusal);
        if (!queue.find()) {
            return new QueueMismatchException(
                    "The broker refuses the queues that TIMEDEAL_MESSAGING_QUEUES=%s asks for: %s."
                            .formatted(wanted, refusal),
                    "Quorum queues need RabbitMQ 3.10 or newer; any other broker needs TIMEDEAL_MESSAGING_QUEUES=CLASSIC.",
                    cause);
        }
        var name = queue.group(1);
        var change =
                "or, while the platform is stopped and the queue is empty, delete it (rabbitmqctl delete_queue -p %s %s)"
                                .formatted(queue.group(2), name)
                        + " and so all others of that kind; the next start declares them anew. What lies in a queue is lost with it.";
        var numbers = NUMBERS.matcher(refusal);
        var argument = ARGUMENT.matcher(refusal);
        if (numbers.find() && argument.find()) {
            return new QueueMismatchException(
                    "The queue %s exists with %s=%s, and the settings ask for %s."
                            .formatted(name, argument.group(1), numbers.group(2), numbers.group(1)),
                    "Set %s=%s for all services, ".formatted(variable(argument.group(1)), numbers.group(2)) + change,
                    cause);
        }
        var there = isOfTheOtherType(wanted, refusal) ? other(wanted) : null;
        return new QueueMismatchException(
                "The queue %s exists as %s, and TIMEDEAL_MESSAGING_QUEUES=%s asks for another (%s)."
                        .formatted(
                                name,
                                there == null ? "a queue with other arguments" : "a " + word(there) + " queue",
                                wanted,
                                refusal),
                (there == null
                                ? "Find out whose queue it is, "
                                : "Set TIMEDEAL_MESSAGING_QUEUES=" + there + " for all services, ")
                        + change,
                cause);
    }

    /** What to do about it. */
    String remedy() {
        return remedy;
    }

    /** A classic queue has none of the arguments that a quorum queue has, whichever is compared first. */
    private static boolean isOfTheOtherType(QueueType wanted, String refusal) {
        return switch (wanted) {
            case QUORUM -> refusal.contains("but current is none") || refusal.contains("'classic'");
            case CLASSIC -> refusal.contains("received none") || refusal.contains("'quorum'");
        };
    }

    private static QueueType other(QueueType type) {
        return switch (type) {
            case CLASSIC -> QueueType.QUORUM;
            case QUORUM -> QueueType.CLASSIC;
        };
    }

    private static String word(QueueType type) {
        return switch (type) {
            case CLASSIC -> "classic";
            case QUORUM -> "quorum";
        };
    }

    private static String variable(String argument) {
        return switch (argument) {
            case "x-max-length" -> "TIMEDEAL_MESSAGING_QUEUE_LIMIT";
            case "x-delivery-limit" -> "TIMEDEAL_MESSAGING_DELIVERY_LIMIT";
            default -> argument;
        };
    }
}
