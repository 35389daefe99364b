package com.timedeal.servicedefaults.revocation;

import com.timedeal.servicedefaults.internalcall.InternalClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;

@AutoConfiguration(afterName = "com.timedeal.servicedefaults.internalcall.InternalCallAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({BearerTokenAuthenticationFilter.class, MeterRegistry.class})
@ConditionalOnProperty(name = "timedeal.revocations.follow", havingValue = "true")
@EnableConfigurationProperties(RevocationSettings.class)
class RevocationAutoConfiguration {

    private static final Duration ANSWER = Duration.ofSeconds(1);

    @Bean
    RevokedAccounts revokedAccounts(RevocationSettings settings) {
        return new RevokedAccounts(settings.keepFor(), System::nanoTime);
    }

    @Bean
    @ConditionalOnMissingBean
    RevocationFeed revocationFeed(InternalClients clients) {
        var userService = clients.to("user-service", ANSWER, "revocations.read");
        return recent -> userService
                .get()
                .uri("/internal/revocations?within={within}", recent)
                .retrieve()
                .body(Revocations.class)
                .revocations();
    }

    @Bean
    FollowRevocations followRevocations(
            RevocationFeed feed,
            RevokedAccounts revoked,
            RevocationSettings settings,
            ObjectProvider<MeterRegistry> meters) {
        var following = new FollowRevocations(feed, revoked, settings, System::nanoTime);
        meters.ifAvailable(registry -> {
            registry.gauge(
                    "timedeal.revocations.age.seconds",
                    following,
                    each -> each.age().toSeconds());
            registry.gauge("timedeal.revocations.known", revoked, RevokedAccounts::size);
        });
        return following;
    }

    record Revocations(List<Revocation> revocations) {}
}
