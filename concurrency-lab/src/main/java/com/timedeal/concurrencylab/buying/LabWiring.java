package com.timedeal.concurrencylab.buying;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LabWiring {

    private static final int CONNECTIONS = 64;
    private static final int SUBSCRIPTIONS = 16;

    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(RedisAddress address) {
        var config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.setLazyInitialization(true);
        var timeout = Math.toIntExact(address.timeout().toMillis());
        config.useSingleServer()
                .setAddress("redis://" + address.host() + ":" + address.port())
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTIONS)
                .setConnectTimeout(timeout)
                .setTimeout(timeout);
        if (address.password() != null && !address.password().isBlank()) {
            config.setPassword(address.password());
        }
        return Redisson.create(config);
    }
}
