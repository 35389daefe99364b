package com.timedeal.servicedefaults.secret;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which settings are secrets.
 *
 * @param required names of settings, e.g. {@code spring.datasource.password}
 * @param alsoRequired those of one service, besides those that all have
 * @param allowSamples for servers on loopback that only have a well-known password; never in production
 */
@ConfigurationProperties("timedeal.secrets")
record SecretSettings(List<String> required, List<String> alsoRequired, boolean allowSamples) {

    SecretSettings {
        required = required == null ? List.of() : List.copyOf(required);
        alsoRequired = alsoRequired == null ? List.of() : List.copyOf(alsoRequired);
    }
}
