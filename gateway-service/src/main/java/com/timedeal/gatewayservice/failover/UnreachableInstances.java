package com.timedeal.gatewayservice.failover;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.stereotype.Component;

/**
 * The instances to which a connection failed a moment ago. The registry forgets a killed instance only after half
 * a minute; this gateway has seen it refuse a connection and need not wait. Each gateway keeps its own list.
 */
@Component
class UnreachableInstances {

    private static final Logger log = LoggerFactory.getLogger(UnreachableInstances.class);

    private final Map<Address, Long> leftOutUntil = new ConcurrentHashMap<>();
    private final FailoverSettings settings;
    private final Clock clock;

    UnreachableInstances(FailoverSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void note(ServiceInstance instance) {
        var until = clock.millis() + settings.leaveOutFor().toMillis();
        if (leftOutUntil.put(Address.of(instance), until) == null) {
            log.warn(
                    "{} at {}:{} is unreachable; leaving it out",
                    instance.getServiceId(),
                    instance.getHost(),
                    instance.getPort());
        }
    }

    /** All of them, if none would be left: a guess from the past is no reason to refuse everything. */
    List<ServiceInstance> leaveOut(List<ServiceInstance> instances) {
        if (leftOutUntil.isEmpty()) {
            return instances;
        }
        var now = clock.millis();
        leftOutUntil.values().removeIf(until -> until <= now);
        var reachable = instances.stream()
                .filter(instance -> !leftOutUntil.containsKey(Address.of(instance)))
                .toList();
        return reachable.isEmpty() ? instances : reachable;
    }

    private record Address(String host, int port) {

        static Address of(ServiceInstance instance) {
            return new Address(instance.getHost(), instance.getPort());
        }
    }
}
