package com.timedeal.concurrencylab.buying;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** What a measurement turns while the lab runs, so that each way is compared at its best. Thread-safe. */
@Component
class Tuning {

    private final HikariDataSource pool;
    private final AtomicInteger retries;

    Tuning(HikariDataSource pool, LabSettings settings) {
        this.pool = pool;
        this.retries = new AtomicInteger(settings.retries());
    }

    void set(int poolSize, int newRetries) {
        retries.set(newRetries);
        var config = pool.getHikariConfigMXBean();
        // Never more idle ones than there may be: the pool refuses the order in between.
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(poolSize);
        var running = pool.getHikariPoolMXBean();
        if (running != null) { // there is none before the first connection was asked for
            running.softEvictConnections();
        }
    }

    int retries() {
        return retries.get();
    }
}
