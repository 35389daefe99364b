package com.timedeal.userservice.login;

import com.timedeal.servicedefaults.identity.OpenEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    @Bean
    OpenEndpoints loginIsOpen() {
        return OpenEndpoints.of("POST /api/v1/auth/login", "POST /api/v1/auth/refresh", "POST /api/v1/auth/logout");
    }
}
