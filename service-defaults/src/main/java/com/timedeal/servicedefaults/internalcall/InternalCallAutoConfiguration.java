package com.timedeal.servicedefaults.internalcall;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.timedeal.servicedefaults.identity.ServiceTokens;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.web.client.RestClientAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

@AutoConfiguration(
        after = RestClientAutoConfiguration.class,
        afterName = "org.springframework.cloud.loadbalancer.config.BlockingLoadBalancerClientAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({LoadBalancerClient.class, SecurityContext.class})
@ConditionalOnBean(LoadBalancerClient.class)
class InternalCallAutoConfiguration {

    @Bean
    InternalClients internalClients(
            RestClient.Builder builder, LoadBalancerClient loadBalancer, ServiceTokens serviceTokens) {
        return new InternalClients(builder, loadBalancer, serviceTokens);
    }

    @Bean
    @ConditionalOnMissingBean
    JWKSource<SecurityContext> publishedTokenKeys(InternalClients clients) {
        return PublishedTokenKeys.from(clients.unsigned("user-service", Duration.ofSeconds(1)));
    }
}
