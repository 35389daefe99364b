package com.timedeal.servicedefaults.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.audit.Invariant;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.config.RetryInterceptorBuilder;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.support.converter.Jackson2JavaTypeMapper;
import org.springframework.amqp.support.converter.Jackson2JsonMessageConverter;
import org.springframework.amqp.support.converter.MessageConverter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.amqp.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.amqp.RabbitTemplateCustomizer;
import org.springframework.boot.autoconfigure.amqp.SimpleRabbitListenerContainerFactoryConfigurer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

@AutoConfiguration(
        // Boot's listener container factory steps back only for one that is there already.
        before = RabbitAutoConfiguration.class,
        afterName = {
            "com.timedeal.servicedefaults.database.DatabaseAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration"
        })
@ConditionalOnClass(RabbitTemplate.class)
@ConditionalOnBean(Transactions.class)
@EnableConfigurationProperties(MessagingSettings.class)
class MessagingAutoConfiguration {

    private static final int HANDLING_ATTEMPTS = 4;

    @Bean
    MessageConverter jsonMessages(ObjectMapper json) {
        var converter = new Jackson2JsonMessageConverter(json);
        // The listener's parameter decides the type; a type named by the message is never believed.
        converter.setTypePrecedence(Jackson2JavaTypeMapper.TypePrecedence.INFERRED);
        return converter;
    }

    @Bean
    RabbitTemplateCustomizer publishersApartFromConsumers() {
        // A broker short of memory blocks connections that publish; consumers must go on draining.
        return template -> template.setUsePublisherConnection(true);
    }

    @Bean
    Declarables topology(ObjectProvider<MessageRoute> routes, MessagingSettings settings) {
        return new Topology(settings).of(routes.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    AmqpAdmin amqpAdmin(ConnectionFactory connectionFactory) {
        var admin = new RabbitAdmin(connectionFactory);
        // Whoever needs a connection tries again anyway; here it would only draw out a refusal that stays one.
        admin.setRetryTemplate(null);
        return admin;
    }

    @Bean
    DeclareQueues declareQueues(AmqpAdmin admin, MessagingSettings settings) {
        return new DeclareQueues(admin, settings);
    }

    @Bean
    OutboxRelay outboxRelay(
            JdbcClient jdbc,
            Transactions transactions,
            RabbitTemplate rabbit,
            DeclareQueues queues,
            MessagingSettings settings) {
        return new OutboxRelay(jdbc, transactions, rabbit, queues, settings);
    }

    @Bean
    Invariant everyMessageIsSent() {
        return Invariant.onceQuiet(
                "I25",
                "The outbox is empty.",
                "select count(*) as remembered, coalesce(sum(sent_at is null), 0) as unsent from outbox",
                "select message_id, name, occurred_at from outbox where sent_at is null");
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, ObjectMapper json, OutboxRelay relay, DatabaseClock clock) {
        return new Outbox(jdbc, json, relay, clock);
    }

    @Bean
    Inbox inbox(JdbcClient jdbc, Transactions transactions) {
        return new Inbox(jdbc, transactions);
    }

    @Bean
    MessageRetention messageRetention(JdbcClient jdbc, MessagingSettings settings) {
        return new MessageRetention(jdbc, settings);
    }

    @Bean
    SimpleRabbitListenerContainerFactory rabbitListenerContainerFactory(
            SimpleRabbitListenerContainerFactoryConfigurer configurer,
            ConnectionFactory connectionFactory,
            RabbitTemplate rabbit,
            DeclareQueues queues,
            MessagingSettings settings) {
        var factory = new SimpleRabbitListenerContainerFactory();
        configurer.configure(factory, connectionFactory);
        factory.setDefaultRequeueRejected(false);
        factory.setAdviceChain(RetryInterceptorBuilder.stateless()
                .maxAttempts(HANDLING_ATTEMPTS)
                .backOffOptions(100, 3, 2_000)
                .recoverer(new DeadLetters(rabbit, queues, settings))
                .build());
        return factory;
    }
}
