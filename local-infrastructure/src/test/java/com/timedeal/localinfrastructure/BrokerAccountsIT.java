package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every service's account at the embedded broker, with the messages and queues of every service. */
class BrokerAccountsIT {

    private static final String EXCHANGE = "timedeal.events";
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private static ProcessUnderTest infrastructure;

    @BeforeAll
    static void startAndLetTheServicesMakeTheirQueues() throws Exception {
        infrastructure = ProcessUnderTest.start(ProcessUnderTest.emptyHome("broker-accounts"), Map.of());
        assertThat(infrastructure.isReady()).as(infrastructure.output()).isTrue();
        for (var service : ServiceAccount.SERVICES) {
            try (var connection = infrastructure.amqp("timedeal_" + service);
                    var channel = connection.createChannel()) {
                channel.exchangeDeclare(EXCHANGE, "topic", true);
                for (var route : BrokerRights.routes()) {
                    for (var consumer : route.consumers()) {
                        if (route.publisher().equals(service) || consumer.equals(service)) {
                            var queue = consumer + "." + route.message();
                            channel.queueDeclare(queue + ".dlq", true, false, false, null);
                            channel.queueDeclare(queue, true, false, false, null);
                            channel.queueBind(queue, EXCHANGE, route.message());
                        }
                    }
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        infrastructure.close();
    }

    @Test
    void eachMessageCanBeSentByItsSenderAlone() throws Exception {
        var wrong = new ArrayList<String>();
        for (var service : ServiceAccount.SERVICES) {
            for (var route : BrokerRights.routes()) {
                // The names of its own queues are free to each service, as keys too; nobody else listens to those.
                if (!route.message().startsWith(service + ".")
                        || route.publisher().equals(service)) {
                    var may = sends(service, EXCHANGE, route.message());
                    if (may != route.publisher().equals(service)) {
                        wrong.add(service + " sends " + route.message() + ": " + may);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobodyPutsAMessageIntoTheQueueOfAnother() throws Exception {
        var wrong = new ArrayList<String>();
        for (var service : ServiceAccount.SERVICES) {
            for (var route : BrokerRights.routes()) {
                for (var consumer : route.consumers()) {
                    for (var queue :
                            new String[] {consumer + "." + route.message(), consumer + "." + route.message() + ".dlq"
                            }) {
                        var may = sends(service, "", queue);
                        if (may != consumer.equals(service)) {
                            wrong.add(service + " sends to " + queue + ": " + may);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobodyReadsTheQueueOfAnother() throws Exception {
        var wrong = new ArrayList<String>();
        for (var service : ServiceAccount.SERVICES) {
            for (var route : BrokerRights.routes()) {
                for (var consumer : route.consumers()) {
                    var queue = consumer + "." + route.message();
                    var may = may(service, channel -> channel.basicGet(queue, false));
                    if (may != consumer.equals(service)) {
                        wrong.add(service + " reads " + queue + ": " + may);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobodyMakesOrTidiesUpWhatIsNotTheirs() throws Exception {
        for (var service : ServiceAccount.SERVICES) {
            var other = service.equals("order") ? "product.allotment.level" : "order.deal.scheduled";
            assertThat(may(service, channel -> channel.queueDeclare("spy.queue", true, false, false, null)))
                    .isFalse();
            assertThat(may(service, channel -> channel.queueDelete(other))).isFalse();
            assertThat(may(service, channel -> channel.queuePurge(other))).isFalse();
            assertThat(may(service, channel -> channel.exchangeDelete(EXCHANGE)))
                    .isFalse();
        }
    }

    private static boolean sends(String service, String exchange, String key) throws IOException, TimeoutException {
        return may(service, channel -> {
            channel.confirmSelect();
            channel.basicPublish(exchange, key, null, BODY);
            channel.waitForConfirms(5000);
        });
    }

    private interface Attempt {
        void at(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }

    /** @return false when the broker refused it for want of rights */
    private static boolean may(String service, Attempt attempt) throws IOException, TimeoutException {
        Connection connection = infrastructure.amqp("timedeal_" + service);
        try {
            attempt.at(connection.createChannel());
            return true;
        } catch (ShutdownSignalException refused) {
            assertThat(refused.getMessage()).containsAnyOf("403", "access-refused");
            return false;
        } catch (IOException refused) {
            assertThat(refused.getCause()).hasMessageMatching("(?s).*(403|access-refused).*");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            connection.abort();
        }
    }
}
