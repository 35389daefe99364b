package com.timedeal.userservice.redis;

import com.timedeal.servicedefaults.redis.RedisClients;
import com.timedeal.servicedefaults.redis.RedisSettings;
import org.redisson.api.RedissonClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
class RedisWiring {

    @Bean
    Redis redis(RedissonClient redisson, RedisSettings settings) {
        return new Redis(redisson, settings.timeout());
    }

    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(RedisSettings settings) {
        return RedisClients.open(settings);
    }
}
