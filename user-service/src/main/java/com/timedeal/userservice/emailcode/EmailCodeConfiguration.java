package com.timedeal.userservice.emailcode;

import com.timedeal.servicedefaults.identity.OpenEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EmailCodeConfiguration {

    @Bean
    OpenEndpoints verificationIsOpen() {
        return OpenEndpoints.of("POST /api/v1/email-verifications", "POST /api/v1/email-verifications/confirm");
    }
}
