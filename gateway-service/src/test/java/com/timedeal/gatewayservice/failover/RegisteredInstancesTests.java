package com.timedeal.gatewayservice.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

class RegisteredInstancesTests {

    private final AtomicInteger looks = new AtomicInteger();
    private volatile List<ServiceInstance> registered = List.of(at(8083));
    private final RegisteredInstances instances = new RegisteredInstances("order-service", new Registry());

    @Test
    void looksIntoTheRegistrysListOnceForAThousandRequests() {
        for (var request = 0; request < 1_000; request++) {
            instances.get().blockFirst();
        }

        assertThat(looks.get()).isLessThan(100);
    }

    @Test
    void hearsOfAnotherInstanceSoon() {
        assertThat(instances.get().blockFirst()).hasSize(1);

        registered = List.of(at(8083), at(8093));

        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(instances.get().blockFirst()).hasSize(2));
    }

    private static ServiceInstance at(int port) {
        return new DefaultServiceInstance("order-service:" + port, "order-service", "127.0.0.1", port, false);
    }

    private final class Registry implements DiscoveryClient {

        @Override
        public String description() {
            return "a list";
        }

        @Override
        public List<ServiceInstance> getInstances(String serviceId) {
            looks.incrementAndGet();
            return registered;
        }

        @Override
        public List<String> getServices() {
            return List.of("order-service");
        }
    }
}
