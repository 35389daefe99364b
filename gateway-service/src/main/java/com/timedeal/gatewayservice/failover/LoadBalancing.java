package com.timedeal.gatewayservice.failover;

import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = LoadBalancing.ForEachService.class)
class LoadBalancing {

    /** Read once per service, in a small context of its own; therefore not a {@code @Configuration}. */
    static class ForEachService {

        @Bean
        ServiceInstanceListSupplier instances(
                Environment environment, DiscoveryClient registry, UnreachableInstances unreachable) {
            return new ReachableInstances(
                    new RegisteredInstances(LoadBalancerClientFactory.getName(environment), registry), unreachable);
        }
    }
}
