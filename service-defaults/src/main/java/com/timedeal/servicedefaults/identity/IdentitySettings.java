package com.timedeal.servicedefaults.identity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where this service's own key and the public keys of its callers lie.
 *
 * @param serviceKey PKCS#8 PEM, EC P-256; signs this service's calls to others
 * @param servicePublicKeys folder of {@code <service>.pem}
 * @param rememberedTokens how many access tokens are not verified again at each request; 0 for none, about 2 KB each
 * @param callers the services that may call this one's {@code /internal/**}, with the scopes that each is granted; null for
 *     none
 */
@Validated
@ConfigurationProperties("timedeal.identity")
record IdentitySettings(
        @NotNull Path serviceKey,
        @NotNull Path servicePublicKeys,
        Map<String, Set<String>> callers,
        @DefaultValue("20000") @Min(0) @Max(1_000_000) int rememberedTokens) {

    IdentitySettings {
        callers = callers == null ? Map.of() : Map.copyOf(callers);
    }
}
