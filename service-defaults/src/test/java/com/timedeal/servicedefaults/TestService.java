package com.timedeal.servicedefaults;

import com.timedeal.servicedefaults.database.CommitFailures;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The smallest service: only what service-defaults brings, on real servers, without a door of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class TestService {

    public static final String SETTINGS = "spring.config.import=classpath:service-defaults.yml";
    public static final String NAME = "spring.application.name=test-service";
    public static final String NO_WEB = "spring.main.web-application-type=none";
    public static final String NO_REGISTRY = "eureka.client.enabled=false";

    @Bean
    CommitFailures transactionManager(DataSource dataSource) {
        return new CommitFailures(dataSource);
    }
}
