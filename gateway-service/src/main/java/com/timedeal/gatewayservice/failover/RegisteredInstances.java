package com.timedeal.gatewayservice.failover;

import java.time.Duration;
import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/**
 * The instances of a service by the registry's list, which Eureka's client keeps in memory.
 *
 * <p>Spring Cloud's own supplier asks that client at every request from a thread of another pool and under a time limit of its
 * own: two changes of thread and a timer for what is a look into a map. This one looks in the thread that asks, and not
 * again for a moment; the registry itself is heard of every two seconds.
 */
final class RegisteredInstances implements ServiceInstanceListSupplier {

    private static final long KEPT_NANOS = Duration.ofMillis(50).toNanos();

    private final String service;
    private final DiscoveryClient registry;
    private final Flux<List<ServiceInstance>> instances = Flux.defer(() -> Flux.just(instances()));
    private volatile Seen seen = new Seen(List.of(), System.nanoTime() - KEPT_NANOS);

    private record Seen(List<ServiceInstance> instances, long at) {}

    RegisteredInstances(String service, DiscoveryClient registry) {
        this.service = service;
        this.registry = registry;
    }

    @Override
    public String getServiceId() {
        return service;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return instances;
    }

    private List<ServiceInstance> instances() {
        var last = seen;
        var now = System.nanoTime();
        if (now - last.at < KEPT_NANOS) {
            return last.instances;
        }
        var present = List.copyOf(registry.getInstances(service));
        seen = new Seen(present, now);
        return present;
    }
}
