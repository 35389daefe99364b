package com.timedeal.servicedefaults.edge;

import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Controllers may ask for a {@link ClientAddress}. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({IpAddressMatcher.class, WebMvcConfigurer.class})
@EnableConfigurationProperties(EdgeSettings.class)
class EdgeAutoConfiguration {

    @Bean
    WebMvcConfigurer clientAddress(EdgeSettings settings) {
        var addresses = new ClientAddresses(settings);
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(addresses);
            }
        };
    }
}
