package com.timedeal.orderservice.provider;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param provider who moves the money
 * @param callbackUrl where the simulated provider posts its callbacks; null for this instance's own port
 * @param callbackSecret what callbacks are signed with
 * @param callbackMaxAge how old a callback may be: one that was overheard is worth nothing later
 * @param simulatedTick how often the simulated provider looks for callbacks to send
 */
@Validated
@ConfigurationProperties("timedeal.payment")
public record ProviderSettings(
        @NotNull Kind provider,
        URI callbackUrl,
        @NotBlank String callbackSecret,
        @NotNull Duration callbackMaxAge,
        @NotNull Duration simulatedTick) {

    public enum Kind {
        SIMULATED
    }

    /** Settings are printed where they are wrong; the secret must not be. */
    @Override
    public String toString() {
        return "ProviderSettings[" + provider + ", " + callbackUrl + "]";
    }
}
