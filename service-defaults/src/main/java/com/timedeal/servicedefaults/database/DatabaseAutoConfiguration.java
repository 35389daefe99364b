package com.timedeal.servicedefaults.database;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@AutoConfiguration(
        after = {
            JdbcClientAutoConfiguration.class,
            HibernateJpaAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
@ConditionalOnBean({JdbcClient.class, PlatformTransactionManager.class})
class DatabaseAutoConfiguration {

    @Bean
    DatabaseClock databaseClock(JdbcClient jdbc) {
        return new DatabaseClock(jdbc);
    }

    @Bean
    Transactions transactions(PlatformTransactionManager transactionManager) {
        return new Transactions(transactionManager);
    }
}
