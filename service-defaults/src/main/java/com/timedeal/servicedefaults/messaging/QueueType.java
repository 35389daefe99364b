package com.timedeal.servicedefaults.messaging;

/** What kind of queues the broker is asked for; all services of an installation must ask for the same. */
enum QueueType {
    /** Durable and without arguments, as every AMQP 0-9-1 broker has them; the embedded one has no others. */
    CLASSIC,
    /** Replicated by RabbitMQ; bounded, and with the broker's own dead-lettering behind that of the application. */
    QUORUM
}
