package com.timedeal.servicedefaults.sweeping;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@AutoConfiguration(before = TaskSchedulingAutoConfiguration.class)
@EnableScheduling
class SweepingAutoConfiguration {

    private static final int THREADS = 4;

    /** Several threads: Boot's scheduler for virtual threads runs all jobs of a fixed delay on one, each behind the others. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(THREADS);
        scheduler.setThreadNamePrefix("sweeper-");
        return scheduler;
    }
}
