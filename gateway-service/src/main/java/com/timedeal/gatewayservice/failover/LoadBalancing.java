package com.timedeal.gatewayservice.failover;

import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = LoadBalancing.ForEachService.class)
class LoadBalancing {

    /** Read once per service, in a small context of its own; therefore not a {@code @Configuration}. */
    static class ForEachService {

        /** Without Spring Cloud's cache in between: Eureka's client holds the list in memory as it is. */
        @Bean
        ServiceInstanceListSupplier instances(ConfigurableApplicationContext context) {
            return ServiceInstanceListSupplier.builder()
                    .withDiscoveryClient()
                    .with((parent, registered) ->
                            new ReachableInstances(registered, parent.getBean(UnreachableInstances.class)))
                    .build(context);
        }
    }
}
