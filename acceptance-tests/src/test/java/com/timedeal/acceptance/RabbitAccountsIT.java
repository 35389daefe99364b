package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.timedeal.acceptance.injection.RabbitNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The accounts that {@code docker/broker-accounts.sh} makes, at a RabbitMQ of its own. */
class RabbitAccountsIT {

    private static final String EXCHANGE = "timedeal.events";
    private static final String PASSWORD = "a-password-for-these-tests-alone";
    private static final String STRANGER = "stranger";
    private static final List<String> SERVICES = List.of("user", "product", "order", "schedule");
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Path ROOT = Path.of(System.getProperty("timedeal.root"));

    private static List<Route> routes;
    private static RabbitNode rabbit;
    private static int port;

    private record Route(String publisher, String message, List<String> consumers) {

        static Route of(String line) {
            var words = Arrays.asList(line.strip().split("\\s+"));
            return new Route(words.get(0), words.get(1), words.subList(2, words.size()));
        }
    }

    @BeforeAll
    static void makeAccountsAndLetTheServicesMakeTheirQueues() throws Exception {
        assumeTrue(RabbitNode.isInstalled(), "there is no RabbitMQ on this machine");
        var script = ROOT.resolve("docker/broker-accounts.sh");
        var text = Files.readString(script);
        routes = text.substring(text.indexOf("<< 'LINES'\n") + "<< 'LINES'\n".length(), text.indexOf("\nLINES\n"))
                .lines()
                .map(Route::of)
                .toList();
        port = freePort();
        var home = Files.createTempDirectory(ROOT.resolve("acceptance-tests/target"), "rabbit-accounts");
        rabbit = RabbitNode.prepare(home, port, freePort(), PASSWORD);
        // When the build is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (rabbit.isAlive()) {
                rabbit.kill();
            }
        }));
        rabbit.start();
        var passwords = new HashMap<String, String>();
        for (var service : SERVICES) {
            passwords.put("TIMEDEAL_" + service.toUpperCase(Locale.ROOT) + "_AMQP_PASSWORD", "an-earlier-password");
        }
        rabbit.script(script, passwords);
        passwords.replaceAll((name, earlier) -> PASSWORD);
        rabbit.script(script, passwords);
        rabbit.command("add_user", STRANGER, PASSWORD);
        rabbit.command(
                "set_permissions", "-p", "timedeal", STRANGER, "^stranger\\..*$", "^stranger\\..*$", "^stranger\\..*$");
        for (var service : SERVICES) {
            declareWhatItKnows(service);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (rabbit != null) {
            rabbit.stop();
        }
    }

    /** Quorum queues with all their arguments, as the services declare them; the first to start makes those of others. */
    private static void declareWhatItKnows(String service) throws Exception {
        try (var connection = factory("timedeal_" + service, PASSWORD).newConnection();
                var channel = connection.createChannel()) {
            channel.exchangeDeclare(EXCHANGE, "topic", true);
            for (var route : routes) {
                for (var consumer : route.consumers()) {
                    if (route.publisher().equals(service) || consumer.equals(service)) {
                        var queue = consumer + "." + route.message();
                        channel.queueDeclare(queue + ".dlq", true, false, false, Map.of("x-queue-type", "quorum"));
                        channel.queueDeclare(
                                queue,
                                true,
                                false,
                                false,
                                Map.of(
                                        "x-queue-type",
                                        "quorum",
                                        "x-dead-letter-exchange",
                                        "",
                                        "x-dead-letter-routing-key",
                                        queue + ".dlq"));
                        channel.queueBind(queue, EXCHANGE, route.message());
                    }
                }
            }
        }
    }

    @Test
    void eachMessageCanBeSentByItsSenderAlone() throws Exception {
        var wrong = new ArrayList<String>();
        for (var service : SERVICES) {
            for (var route : routes) {
                var may = sends("timedeal_" + service, EXCHANGE, route.message());
                if (may != route.publisher().equals(service)) {
                    wrong.add(service + " sends " + route.message() + ": " + may);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aQueueIsReadByItsReaderAndByWhoeverSendsToIt() throws Exception {
        var wrong = new ArrayList<String>();
        for (var service : SERVICES) {
            for (var route : routes) {
                for (var consumer : route.consumers()) {
                    var queue = consumer + "." + route.message();
                    var may = may("timedeal_" + service, channel -> channel.basicGet(queue, false));
                    if (may != (consumer.equals(service) || route.publisher().equals(service))) {
                        wrong.add(service + " reads " + queue + ": " + may);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aServiceReachesItsDeadLetters() throws Exception {
        for (var route : routes) {
            for (var consumer : route.consumers()) {
                assertThat(sends("timedeal_" + consumer, "", consumer + "." + route.message() + ".dlq"))
                        .isTrue();
            }
        }
    }

    @Test
    void aForeignAccountNeitherSendsNorReads() throws Exception {
        for (var route : routes) {
            assertThat(sends(STRANGER, EXCHANGE, route.message())).isFalse();
            for (var consumer : route.consumers()) {
                var queue = consumer + "." + route.message();
                assertThat(sends(STRANGER, "", queue)).isFalse();
                assertThat(may(STRANGER, channel -> channel.basicGet(queue, false)))
                        .isFalse();
                assertThat(may(STRANGER, channel -> channel.queuePurge(queue))).isFalse();
                assertThat(may(STRANGER, channel -> channel.queueDelete(queue))).isFalse();
            }
        }
        assertThat(may(STRANGER, channel -> channel.queueBind("stranger.ear", EXCHANGE, "#")))
                .isFalse();
    }

    @Test
    void nobodyListensInOnTheExchange() throws Exception {
        for (var service : SERVICES) {
            assertThat(may("timedeal_" + service, channel -> {
                        channel.queueDeclare(service + ".ear", false, true, true, null);
                        channel.queueBind(service + ".ear", EXCHANGE, "#");
                    }))
                    .as(service)
                    .isFalse();
        }
    }

    @Test
    void theLastPasswordCounts() {
        Assertions.assertThatExceptionOfType(AuthenticationFailureException.class)
                .isThrownBy(
                        () -> factory("timedeal_order", "an-earlier-password").newConnection());
    }

    private static boolean sends(String user, String exchange, String key) throws Exception {
        return may(user, channel -> {
            channel.confirmSelect();
            channel.basicPublish(exchange, key, null, BODY);
            channel.waitForConfirms(10_000);
        });
    }

    private interface Attempt {
        void at(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }

    /** @return false when the broker refused it for want of rights */
    private static boolean may(String user, Attempt attempt) throws Exception {
        var connection = factory(user, PASSWORD).newConnection();
        try {
            attempt.at(connection.createChannel());
            return true;
        } catch (ShutdownSignalException refused) {
            assertThat(refused.getMessage()).contains("403");
            return false;
        } catch (IOException refused) {
            assertThat(refused.getCause()).hasMessageContaining("403");
            return false;
        } finally {
            connection.abort();
        }
    }

    private static ConnectionFactory factory(String user, String password) {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost("timedeal");
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
