package com.timedeal.servicedefaults.secret;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which settings are secrets.
 *
 * @param required names of settings, e.g. {@code spring.datasource.password}
 * @param allowSamples for servers on loopback that only have a well-known password; never in production
 */
@ConfigurationProperties("timedeal.secrets")
record SecretSettings(List<String> required, boolean allowSamples) {

    SecretSettings {
        required = required == null ? List.of() : List.copyOf(required);
    }
}
