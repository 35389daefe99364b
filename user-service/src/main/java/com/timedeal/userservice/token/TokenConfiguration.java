package com.timedeal.userservice.token;

import com.timedeal.servicedefaults.identity.OpenEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys in use; being the context's {@code JWKSource}, they also verify the tokens that come in here. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    SigningKeys signingKeys(TokenSettings settings) {
        return new SigningKeys(new KeyFolder(settings.keys()), settings.lookEvery(), System::nanoTime);
    }

    @Bean
    OpenEndpoints publicKeysAreOpen() {
        return OpenEndpoints.of("GET /.well-known/jwks.json");
    }
}
