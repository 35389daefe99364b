package com.timedeal.acceptance;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** What other tests have left in the queues of a real broker: a platform that begins with empty schemas must not act on it. */
final class LeftMessages {

    private static final List<String> CONSUMERS = List.of("user", "product", "order", "schedule");

    private LeftMessages() {}

    /** @param samples the folder with one sample of each message */
    static void drop(Map<String, String> environment, Path samples) throws IOException {
        var factory = new ConnectionFactory();
        factory.setHost(environment.getOrDefault("TIMEDEAL_AMQP_HOST", "127.0.0.1"));
        factory.setPort(Integer.parseInt(environment.getOrDefault("TIMEDEAL_AMQP_PORT", "5672")));
        factory.setUsername(environment.getOrDefault("TIMEDEAL_AMQP_USER", "timedeal"));
        factory.setPassword(environment.getOrDefault("TIMEDEAL_AMQP_PASSWORD", ""));
        factory.setVirtualHost(environment.getOrDefault("TIMEDEAL_AMQP_VHOST", "timedeal"));
        try (var connection = factory.newConnection("acceptance");
                var files = Files.list(samples)) {
            for (var file : files.toList()) {
                var message = file.getFileName().toString().replaceFirst("\\.json$", "");
                for (var consumer : CONSUMERS) {
                    purge(connection, consumer + "." + message);
                    purge(connection, consumer + "." + message + ".dlq");
                }
            }
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    private static void purge(Connection connection, String queue) throws IOException, TimeoutException {
        var channel = connection.createChannel();
        try {
            channel.queuePurge(queue);
            channel.close();
        } catch (IOException thereIsNone) {
            // The broker has closed the channel.
        }
    }
}
