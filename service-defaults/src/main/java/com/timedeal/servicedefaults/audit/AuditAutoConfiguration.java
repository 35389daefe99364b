package com.timedeal.servicedefaults.audit;

import com.timedeal.servicedefaults.database.DatabaseClock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@AutoConfiguration(afterName = "com.timedeal.servicedefaults.database.DatabaseAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("timedeal.audit.name")
@ConditionalOnBean(DatabaseClock.class)
class AuditAutoConfiguration {

    /** Its connection is opened for each audit, and does not come from the pool that requests need. */
    @Bean
    Audit audit(Environment environment, List<Invariant> invariants, DataSourceProperties database) {
        var own = new DriverManagerDataSource(
                environment.getRequiredProperty("timedeal.audit.url"),
                database.determineUsername(),
                database.determinePassword());
        return new Audit(environment.getRequiredProperty("spring.application.name"), invariants, own);
    }

    @Bean
    AuditController auditController(Audit audit) {
        return new AuditController(audit);
    }
}
