package com.timedeal.servicedefaults.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Lets a test's context accept the tokens of {@link TestTokens}. */
@TestConfiguration(proxyBeanMethods = false)
public class TestTokenKeys {

    @Bean
    JWKSource<SecurityContext> testKeys() {
        return TestTokens.keys();
    }
}
