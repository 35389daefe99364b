package com.timedeal.localinfrastructure.inspection;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does with the broker what the services do with it, in a queue of its own that is gone afterwards; with one account. */
final class BrokerInspection {

    private static final int MILLIS = 3_000;

    /** For a probe that was killed in the middle. */
    private static final int FORGOTTEN_AFTER_MILLIS = 60_000;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final boolean quorum;
    private final String service;
    private final List<Finding> findings = new ArrayList<>();

    /** One for each account that the services come with. */
    static List<BrokerInspection> of(Map<String, String> environment) {
        var own = ServiceAccount.SERVICES.stream()
                .filter(service -> !environment
                        .getOrDefault(variable(service, "PASSWORD"), "")
                        .isBlank())
                .toList();
        var inspections = new ArrayList<BrokerInspection>();
        if (own.size() < ServiceAccount.SERVICES.size()) {
            inspections.add(new BrokerInspection(environment, null));
        }
        own.forEach(service -> inspections.add(new BrokerInspection(environment, service)));
        return inspections;
    }

    private static String variable(String service, String what) {
        return "TIMEDEAL_" + service.toUpperCase(Locale.ROOT) + "_AMQP_" + what;
    }

    /** @param service whose own account it is; null for the one that several share */
    private BrokerInspection(Map<String, String> environment, String service) {
        this.service = service;
        factory.setHost(environment.getOrDefault("TIMEDEAL_AMQP_HOST", "127.0.0.1"));
        factory.setPort(Integer.parseInt(environment.getOrDefault("TIMEDEAL_AMQP_PORT", "5672")));
        if (service == null) {
            factory.setUsername(environment.getOrDefault("TIMEDEAL_AMQP_USER", "timedeal"));
            factory.setPassword(environment.getOrDefault("TIMEDEAL_AMQP_PASSWORD", ""));
        } else {
            factory.setUsername(environment.getOrDefault(variable(service, "USER"), "timedeal_" + service));
            factory.setPassword(environment.get(variable(service, "PASSWORD")));
        }
        factory.setVirtualHost(environment.getOrDefault("TIMEDEAL_AMQP_VHOST", "timedeal"));
        factory.setConnectionTimeout(MILLIS);
        factory.setHandshakeTimeout(MILLIS);
        factory.setChannelRpcTimeout(MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        this.quorum = environment
                .getOrDefault("TIMEDEAL_MESSAGING_QUEUES", "CLASSIC")
                .toUpperCase(Locale.ROOT)
                .equals("QUORUM");
    }

    List<Finding> run() {
        var here = "broker at " + factory.getHost() + ":" + factory.getPort();
        if (factory.getPassword().isBlank()) {
            findings.add(Finding.ok("the password of the broker is made by the first ./timedeal up, or comes from"
                    + " TIMEDEAL_AMQP_PASSWORD"));
            return findings;
        }
        try (var connection = factory.newConnection("timedeal-doctor")) {
            versions(here, connection);
            rights(connection);
        } catch (AuthenticationFailureException e) {
            findings.add(Finding.problem(refusesUser(here)));
        } catch (UnknownHostException | ConnectException | SocketTimeoutException e) {
            findings.add(Finding.problem(here + " does not answer (" + e.getMessage()
                    + "): start it, or check TIMEDEAL_AMQP_HOST and TIMEDEAL_AMQP_PORT."));
        } catch (IOException | TimeoutException e) {
            findings.add(Finding.problem(reason(here, e)));
        } catch (ShutdownSignalException closedByTheBroker) {
            // Some brokers close the connection for what RabbitMQ closes a channel for; why is among the findings.
            if (findings.stream().allMatch(finding -> finding.level() == Finding.Level.OK)) {
                findings.add(refusal(closedByTheBroker));
            }
        }
        return findings;
    }

    private String reason(String here, Exception e) {
        var said = said(e);
        var host = factory.getVirtualHost();
        if (said.contains("Authentication failed")) {
            // Not RabbitMQ's way to put it.
            return refusesUser(here);
        }
        if (said.contains("NOT_ALLOWED") && said.contains("not found")) {
            return here + " has no virtual host " + host + ": rabbitmqctl add_vhost " + host + " && " + permissions()
                    + ", or choose another with TIMEDEAL_AMQP_VHOST.";
        }
        if (said.contains("NOT_ALLOWED")) {
            return here + " does not let " + factory.getUsername() + " into the virtual host " + host + ": "
                    + permissions();
        }
        return here + " cannot be used (" + said + ").";
    }

    private String refusesUser(String here) {
        return here + " refuses the user " + factory.getUsername()
                + (service == null
                        ? ": check TIMEDEAL_AMQP_USER and TIMEDEAL_AMQP_PASSWORD, or make the user: rabbitmqctl add_user "
                                + factory.getUsername()
                        : ": check " + variable(service, "PASSWORD")
                                + ", or make the user with docker/broker-accounts.sh (docs/operations.md)");
    }

    private String permissions() {
        if (service != null) {
            return "docker/broker-accounts.sh " + factory.getVirtualHost();
        }
        return "rabbitmqctl set_permissions -p " + factory.getVirtualHost() + " " + factory.getUsername()
                + " '.*' '.*' '.*'";
    }

    private void versions(String here, Connection connection) {
        var product = String.valueOf(connection.getServerProperties().get("product"));
        var version = String.valueOf(connection.getServerProperties().get("version"));
        var what = here + ": " + product + " " + version + ", virtual host " + factory.getVirtualHost() + ", user "
                + factory.getUsername();
        if (!product.equals("RabbitMQ")) {
            findings.add(Finding.warning(what + "; RabbitMQ is what this is made for."));
        } else if (Version.of(version).isBefore(3, 10)) {
            findings.add(Finding.problem(what + "; 3.10 or newer is needed."));
        } else {
            findings.add(Finding.ok(what));
        }
    }

    private void rights(Connection connection) throws IOException, TimeoutException {
        var blocked = new CountDownLatch(1);
        var reason = new StringBuffer();
        connection.addBlockedListener(
                text -> {
                    reason.append(text);
                    blocked.countDown();
                },
                () -> {});
        // A name as the services have them, since rights go by names.
        var queue = (service == null ? "product" : service) + ".doctor-" + UUID.randomUUID();
        try {
            configure(connection, queue);
            findings.add(Finding.ok(
                    quorum
                            ? "the broker makes quorum queues, and " + factory.getUsername() + " may declare them"
                            : factory.getUsername() + " may declare queues (classic; quorum queues by"
                                    + " TIMEDEAL_MESSAGING_QUEUES=QUORUM)"));
            writeAndRead(connection, queue, blocked, reason);
        } catch (IOException e) {
            findings.add(refusal(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            try (var channel = connection.createChannel()) {
                channel.queueDelete(queue);
            } catch (IOException | ShutdownSignalException neverDeclared) {
                // It forgets the queue by itself.
            }
        }
    }

    private void configure(Connection connection, String queue) throws IOException, TimeoutException {
        try (var channel = connection.createChannel()) {
            channel.exchangeDeclare("timedeal.events", "topic", true);
            channel.queueDeclare(queue, true, false, false, arguments());
            if (service == null) {
                channel.queueBind(queue, "timedeal.events", queue);
            }
        }
    }

    private Map<String, Object> arguments() {
        var arguments = new HashMap<String, Object>();
        if (quorum) {
            arguments.put("x-expires", FORGOTTEN_AFTER_MILLIS);
            arguments.put("x-queue-type", "quorum");
            arguments.put("x-delivery-limit", 20);
            arguments.put("x-dead-letter-exchange", "");
            arguments.put("x-dead-letter-routing-key", "product.doctor.dlq");
            arguments.put("x-dead-letter-strategy", "at-least-once");
            arguments.put("x-overflow", "reject-publish");
            arguments.put("x-max-length", 10);
        }
        return arguments;
    }

    private void writeAndRead(Connection connection, String queue, CountDownLatch blocked, StringBuffer reason)
            throws IOException, InterruptedException {
        var channel = connection.createChannel();
        channel.confirmSelect();
        var body = "doctor".getBytes(StandardCharsets.UTF_8);
        // Both ways that the services go: through the exchange, and to a dead-letter queue by its name.
        if (service == null) {
            // An account of one service may send under the names of its messages only.
            channel.basicPublish("timedeal.events", queue, null, body);
        }
        channel.basicPublish("", queue, null, body);
        try {
            channel.waitForConfirmsOrDie(MILLIS);
        } catch (TimeoutException e) {
            findings.add(
                    blocked.await(MILLIS, TimeUnit.MILLISECONDS)
                            ? Finding.problem("the broker takes no messages (" + reason
                                    + "): free disk or memory on its machine, or raise disk_free_limit and"
                                    + " vm_memory_high_watermark in its settings.")
                            : Finding.problem("the broker did not confirm a message in " + MILLIS + " ms."));
            return;
        }
        if (channel.basicGet(queue, true) == null) {
            findings.add(Finding.warning("a message that the broker confirmed was not in its queue."));
            return;
        }
        findings.add(Finding.ok("it takes, confirms and gives out messages (no disk or memory alarm)"));
    }

    private Finding refusal(Exception e) {
        var said = said(e);
        if (said.contains("ACCESS_REFUSED")) {
            return Finding.problem(factory.getUsername() + " lacks rights (" + said + "): " + permissions()
                    + ", or the narrower ones in docs/operations.md.");
        }
        if (quorum) {
            return Finding.problem("the broker refuses quorum queues (" + said
                    + "): they need RabbitMQ 3.10 or newer; else set TIMEDEAL_MESSAGING_QUEUES=CLASSIC.");
        }
        return Finding.problem("the broker refuses what the services do (" + said + ").");
    }

    /** The broker's own words, which lie some exceptions deep. */
    private static String said(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException closed) {
                switch (closed.getReason()) {
                    case AMQP.Channel.Close close -> {
                        return close.getReplyText();
                    }
                    case AMQP.Connection.Close close -> {
                        return close.getReplyText();
                    }
                    case null, default -> {}
                }
            }
        }
        return e.toString();
    }
}
