package com.timedeal.gatewayservice.failover;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** The instances the registry knows, without those that were unreachable a moment ago. */
class ReachableInstances extends DelegatingServiceInstanceListSupplier {

    private final UnreachableInstances unreachable;

    ReachableInstances(ServiceInstanceListSupplier registered, UnreachableInstances unreachable) {
        super(registered);
        this.unreachable = unreachable;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return delegate.get().map(unreachable::leaveOut);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Flux<List<ServiceInstance>> get(Request request) {
        return delegate.get(request).map(unreachable::leaveOut);
    }
}
