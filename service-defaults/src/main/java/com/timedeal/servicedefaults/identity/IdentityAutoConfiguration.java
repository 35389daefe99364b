package com.timedeal.servicedefaults.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Every endpoint needs a verified access token, every {@code /internal/**} one a verified service token whose caller is
 * granted what the endpoint {@linkplain RequiresScope requires}.
 */
@AutoConfiguration(before = OAuth2ResourceServerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({BearerTokenAuthenticationFilter.class, SecurityFilterChain.class})
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityAutoConfiguration {

    private static final String INTERNAL = "/internal/**";
    private static final String NOT_TO_BE_KEPT = "no-cache, no-store, max-age=0, must-revalidate";

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    ServiceTokens serviceTokens(IdentitySettings settings, Environment environment, Clock clock) {
        return new ServiceTokens(environment.getRequiredProperty("spring.application.name"), settings, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder accessTokenDecoder(
            JWKSource<SecurityContext> tokenKeys,
            IdentitySettings settings,
            Clock clock,
            ObjectProvider<MeterRegistry> meters) {
        var fullCheck = AccessTokens.decoder(tokenKeys);
        return settings.rememberedTokens() == 0
                ? fullCheck
                : new VerifiedTokens(
                        fullCheck,
                        tokenKeys,
                        settings.rememberedTokens(),
                        clock,
                        meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** Else each filter of each request is wrapped, timed and counted. */
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @ConditionalOnMissingBean
    HttpFirewall firewall() {
        return PlainHeaders.firewall();
    }

    @Bean
    RequestRejectedHandler refusalsOfTheFirewall(ObjectMapper json) {
        var responses = new ProblemResponses(json);
        return (request, response, e) -> responses.reject(response);
    }

    /** There are no local passwords here; this also keeps Boot from making one up and logging it. */
    @Bean
    @ConditionalOnMissingBean
    UserDetailsService noLocalUsers() {
        return name -> {
            throw new UsernameNotFoundException("There are no local users");
        };
    }

    @Bean
    @Order(1)
    SecurityFilterChain internalCalls(HttpSecurity http, ServiceTokens serviceTokens, ObjectMapper json)
            throws Exception {
        var decoder = serviceTokens.decoder();
        var grants = new JwtAuthenticationConverter();
        grants.setJwtGrantedAuthoritiesConverter(serviceTokens::granted);
        return stateless(http.securityMatcher(INTERNAL), decoder, new ProblemResponses(json))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(grants)))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain publicCalls(
            HttpSecurity http,
            JwtDecoder accessTokens,
            ObjectProvider<OpenEndpoints> open,
            ObjectProvider<RevokedTokens> revoked,
            ObjectMapper json)
            throws Exception {
        var responses = new ProblemResponses(json);
        revoked.ifAvailable(tokens ->
                http.addFilterAfter(new RefuseRevokedTokens(tokens, responses), BearerTokenAuthenticationFilter.class));
        return stateless(http, accessTokens, responses)
                .authorizeHttpRequests(requests -> {
                    requests.requestMatchers("/actuator/health/**", "/error").permitAll();
                    open.stream()
                            .forEach(endpoints -> requests.requestMatchers(endpoints.matchers())
                                    .permitAll());
                    requests.anyRequest().authenticated();
                })
                .build();
    }

    private static HttpSecurity stateless(HttpSecurity http, JwtDecoder decoder, ProblemResponses responses)
            throws Exception {
        return http.csrf(csrf -> csrf.disable()) // no cookie, no session: nothing a forged request could ride on
                // Answers are JSON, which nothing frames or runs as a script: two headers instead of six, each of which
                // the
                // gateway takes apart, copies and puts together again.
                .headers(headers -> headers.defaultsDisabled()
                        .contentTypeOptions(Customizer.withDefaults())
                        .addHeaderWriter(new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, NOT_TO_BE_KEPT)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(responses).accessDeniedHandler(responses))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(responses)
                        .accessDeniedHandler(responses)
                        .bearerTokenResolver(new PlainHeaders())
                        .jwt(jwt -> jwt.decoder(decoder))
                        .withObjectPostProcessor(answerOutagesTruthfully(responses)));
    }

    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answerOutagesTruthfully(
            ProblemResponses responses) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(responses);
                return filter;
            }
        };
    }

    @Bean
    WebMvcConfigurer scopesOfServices() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new RefuseForeignScopes()).addPathPatterns(INTERNAL);
            }
        };
    }

    @Bean
    @ConditionalOnBean(JwtDecoder.class)
    WebMvcConfigurer currentUser() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CurrentUserResolver());
            }
        };
    }
}
