package com.timedeal.servicedefaults.identity;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where this service's own key and the public keys of its callers lie.
 *
 * @param serviceKey PKCS#8 PEM, EC P-256; signs this service's calls to others
 * @param servicePublicKeys folder of {@code <service>.pem}
 * @param callers the services that may call this one's {@code /internal/**}; null for none
 */
@Validated
@ConfigurationProperties("timedeal.identity")
record IdentitySettings(@NotNull Path serviceKey, @NotNull Path servicePublicKeys, List<String> callers) {

    IdentitySettings {
        callers = callers == null ? List.of() : List.copyOf(callers);
    }
}
