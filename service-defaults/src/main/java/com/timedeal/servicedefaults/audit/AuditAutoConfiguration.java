package com.timedeal.servicedefaults.audit;

import com.timedeal.servicedefaults.database.DatabaseClock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@AutoConfiguration(afterName = "com.timedeal.servicedefaults.database.DatabaseAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("timedeal.audit.name")
@ConditionalOnBean(DatabaseClock.class)
class AuditAutoConfiguration {

    @Bean
    Audit audit(
            Environment environment,
            List<Invariant> invariants,
            JdbcClient jdbc,
            DatabaseClock clock,
            PlatformTransactionManager transactionManager) {
        return new Audit(
                environment.getRequiredProperty("spring.application.name"),
                invariants,
                jdbc,
                clock,
                transactionManager);
    }

    @Bean
    AuditController auditController(Audit audit) {
        return new AuditController(audit);
    }
}
