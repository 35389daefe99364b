package com.timedeal.servicedefaults.request;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.List;
import java.util.UUID;
import org.apache.catalina.startup.Tomcat;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
class RequestAutoConfiguration {

    @Bean
    FilterRegistrationBean<NameRequests> nameRequests() {
        var registration = new FilterRegistrationBean<>(new NameRequests());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    @ConditionalOnClass(Tomcat.class)
    SmallBuffers smallBuffers() {
        return new SmallBuffers();
    }

    @Bean
    @ConditionalOnClass(Tomcat.class)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> takeTurns() {
        return factory -> factory.addEngineValves(new TakeTurns());
    }

    @Bean
    Module storableIds() {
        return new SimpleModule("storable-ids").addDeserializer(UUID.class, new StorableIds());
    }

    @Bean
    WebMvcConfigurer whatRequestsMaySay() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, UUID.class, new StorableIds.OfText());
            }

            /** There is one form of each answer; a header that asks for another must not cost its refusal the problem. */
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.strategies(List.of(request -> ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST));
            }
        };
    }
}
