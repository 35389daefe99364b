package com.timedeal.discoveryservice;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Whoever may register an instance receives traffic, so everything but the health check asks for the password. */
@Configuration(proxyBeanMethods = false)
class RegistryAccess {

    static final String USER = "timedeal";

    @Bean
    SecurityFilterChain registryAccessChain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .httpBasic(Customizer.withDefaults())
                // Eureka's clients are programs: they send no CSRF token and keep no session.
                .csrf(csrf -> csrf.ignoringRequestMatchers("/eureka/**"))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    UserDetailsService registryUsers(Environment environment, PasswordEncoder encoder) {
        var password = environment.getRequiredProperty(RequireEurekaPassword.VARIABLE);
        return new InMemoryUserDetailsManager(User.withUsername(USER)
                .password(encoder.encode(password))
                .roles("REGISTRY")
                .build());
    }

    /**
     * One round is enough: the password is random and lives in memory only, while every instance sends it
     * with each heartbeat and fetch; a slow hash would cost a good part of a core around the clock.
     */
    @Bean
    PasswordEncoder registryPasswordEncoder() {
        return new Pbkdf2PasswordEncoder("", 16, 1, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256);
    }
}
