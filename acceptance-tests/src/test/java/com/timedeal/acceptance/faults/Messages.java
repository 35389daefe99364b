package com.timedeal.acceptance.faults;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The broker, past all proxies: what goes over the exchange, again if need be, and the queues themselves. */
final class Messages implements AutoCloseable {

    static final String EXCHANGE = "timedeal.events";

    private final Connection connection;
    private final Channel channel;

    Messages(int port, String password) throws IOException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setUsername("timedeal");
        factory.setPassword(password);
        factory.setVirtualHost("timedeal");
        try {
            this.connection = factory.newConnection("faults");
            this.channel = connection.createChannel();
            channel.confirmSelect();
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    /** A message as it went over the exchange. */
    record Recorded(String name, BasicProperties properties, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Copies all that goes over the exchange from now on; ends with this object. @return the queue of the copies */
    String tap() throws IOException {
        var queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, EXCHANGE, "#");
        return queue;
    }

    /** What the tap has caught since it was last emptied. */
    List<Recorded> drain(String tap) throws IOException {
        var all = new ArrayList<Recorded>();
        for (var message = channel.basicGet(tap, true); message != null; message = channel.basicGet(tap, true)) {
            all.add(new Recorded(message.getEnvelope().getRoutingKey(), message.getProps(), message.getBody()));
        }
        return all;
    }

    /** Sends it again, with the same message id, and waits until the broker has it. */
    void publish(Recorded message) throws IOException, InterruptedException {
        channel.basicPublish(EXCHANGE, message.name(), message.properties(), message.body());
        confirm();
    }

    /** Puts something into one queue only. */
    void put(String queue, BasicProperties properties, String body) throws IOException, InterruptedException {
        channel.basicPublish("", queue, properties, body.getBytes(StandardCharsets.UTF_8));
        confirm();
    }

    private void confirm() throws IOException, InterruptedException {
        try {
            channel.waitForConfirmsOrDie(10_000);
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    void unbind(String queue, String name) throws IOException {
        channel.queueUnbind(queue, EXCHANGE, name);
    }

    void delete(String queue) throws IOException {
        channel.queueDelete(queue);
    }

    /** How many messages wait in it; fails if there is no such queue. */
    long waiting(String queue) throws IOException {
        return channel.queueDeclarePassive(queue).getMessageCount();
    }

    /** @return what lay in it */
    List<Recorded> purge(String queue) throws IOException {
        return drain(queue);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
