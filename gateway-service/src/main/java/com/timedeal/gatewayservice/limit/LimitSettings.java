package com.timedeal.gatewayservice.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param shared whether the instances of the gateway count together, in Redis; each of them counts by itself in any case
 * @param within how long a request waits for Redis at most
 * @param pause how long Redis is not asked after it gave no answer; meanwhile each instance's own count is all there is
 * @param remembered accounts or sources whose count is kept, per limit
 * @param redis where; the user name is that of every service
 */
@ConfigurationProperties("timedeal.limits")
record LimitSettings(
        @DefaultValue("true") boolean shared,
        @DefaultValue("200ms") Duration within,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("50000") int remembered,
        @DefaultValue RedisAddress redis,
        Rate loginsPerSource,
        Rate codesPerSource,
        Rate purchasesPerAccount,
        Rate purchasesPerSource,
        Rate othersPerAccount,
        Rate othersPerSource) {

    /** @param password blank for a Redis without one */
    record RedisAddress(
            @DefaultValue("127.0.0.1") String host,
            @DefaultValue("16379") int port,
            @DefaultValue("") String password) {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
