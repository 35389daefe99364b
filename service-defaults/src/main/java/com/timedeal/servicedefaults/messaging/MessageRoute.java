package com.timedeal.servicedefaults.messaging;

import java.util.List;

/**
 * A message and who gets it. Publishers and consumers both declare the routes they know as beans, so that whoever starts
 * first makes the queues and no message falls between two starts.
 *
 * @param name routing key, e.g. {@code deal.scheduled}
 * @param consumers short names; the queue of each is {@code <consumer>.<name>}
 */
public record MessageRoute(String name, List<String> consumers) {

    public static MessageRoute of(String name, String... consumers) {
        return new MessageRoute(name, List.of(consumers));
    }

    List<String> queues() {
        return consumers.stream().map(consumer -> consumer + "." + name).toList();
    }
}
