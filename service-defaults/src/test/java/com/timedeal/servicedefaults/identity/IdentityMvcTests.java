package com.timedeal.servicedefaults.identity;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.timedeal.servicedefaults.problem.Problems;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
        properties = {
            "spring.application.name=callee-service",
            "eureka.client.enabled=false",
            "timedeal.secrets.allow-samples=true"
        })
@AutoConfigureMockMvc
class IdentityMvcTests {

    private static final UUID USER = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    @TempDir
    private static Path folder;

    private static PemFiles files;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Keys keys;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) {
        files = new PemFiles(folder);
        files.newService("callee-service");
        files.newService("caller-service");
        registry.add("timedeal.identity.service-key", () -> files.privateKey("callee-service"));
        registry.add("timedeal.identity.service-public-keys", () -> files.publicKeys());
        files.newService("other-service");
        registry.add("timedeal.identity.callers.caller-service", () -> "ping");
        registry.add("timedeal.identity.callers.other-service", () -> "pong");
    }

    @AfterEach
    void bringKeysBack() {
        keys.away = false;
    }

    @Test
    void handsControllersTheVerifiedUser() throws Exception {
        mvc.perform(get("/who").header(HttpHeaders.AUTHORIZATION, TestTokens.bearer(USER, Role.BUYER, Role.SELLER)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value(USER.toString()))
                .andExpect(jsonPath("$.roles.length()").value(2));
    }

    @Test
    void believesNoIdentityHeader() throws Exception {
        mvc.perform(get("/who").header("X-User-Id", USER.toString()).header("X-User-Roles", "ADMIN"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string(HttpHeaders.WWW_AUTHENTICATE, "Bearer"))
                .andExpect(jsonPath("$.code").value("TOKEN_MISSING"));
    }

    @Test
    void refusesABadToken() throws Exception {
        mvc.perform(get("/who").header(HttpHeaders.AUTHORIZATION, "Bearer nonsense"))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("INVALID_TOKEN"));
    }

    @Test
    void refusesAMissingRole() throws Exception {
        mvc.perform(get("/admins").header(HttpHeaders.AUTHORIZATION, TestTokens.bearer(USER, Role.SELLER)))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("FORBIDDEN"));
        mvc.perform(get("/admins").header(HttpHeaders.AUTHORIZATION, TestTokens.bearer(USER, Role.ADMIN)))
                .andExpect(status().isOk());
    }

    @Test
    void opensOnlyTheEndpointsNamed() throws Exception {
        mvc.perform(get("/open/1")).andExpect(status().isOk());
        mvc.perform(get("/opened")).andExpect(status().isUnauthorized());
    }

    @Test
    void saysServiceUnavailableWhenTheKeysCannotBeHad() throws Exception {
        keys.away = true;

        mvc.perform(get("/who").header(HttpHeaders.AUTHORIZATION, TestTokens.bearer(USER, Role.BUYER)))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().exists(HttpHeaders.RETRY_AFTER))
                .andExpect(jsonPath("$.code").value("SERVICE_UNAVAILABLE"));
    }

    @Test
    void internalEndpointsTakeServiceTokensOnly() throws Exception {
        mvc.perform(get("/internal/ping").header(HttpHeaders.AUTHORIZATION, "Bearer " + serviceToken("ping")))
                .andExpect(status().isOk());
        mvc.perform(get("/internal/ping")).andExpect(status().isUnauthorized());
        mvc.perform(get("/internal/ping").header(HttpHeaders.AUTHORIZATION, TestTokens.bearer(USER, Role.ADMIN)))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void internalEndpointsTakeOnlyThoseWhoWereGrantedTheirScope() throws Exception {
        assertForbidden("/internal/pong", serviceToken("ping", "pong"));
        assertForbidden("/internal/ping", serviceToken("pong"));
        assertForbidden("/internal/ping", serviceToken());
        assertForbidden("/internal/ping", tokenOf("other-service", "ping", "pong"));
        mvc.perform(get("/internal/pong")
                        .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokenOf("other-service", "pong")))
                .andExpect(status().isOk());
    }

    @Test
    void anInternalEndpointThatNamesNoScopeLetsNobodyIn() throws Exception {
        assertForbidden("/internal/forgotten", serviceToken("ping"));
    }

    private void assertForbidden(String path, String token) throws Exception {
        mvc.perform(get(path).header(HttpHeaders.AUTHORIZATION, "Bearer " + token))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("FORBIDDEN"));
    }

    @Test
    void publicEndpointsTakeNoServiceToken() throws Exception {
        mvc.perform(get("/who").header(HttpHeaders.AUTHORIZATION, "Bearer " + serviceToken("ping")))
                .andExpect(status().isUnauthorized());
    }

    private static String serviceToken(String... scopes) {
        return tokenOf("caller-service", scopes);
    }

    private static String tokenOf(String caller, String... scopes) {
        var settings = new IdentitySettings(files.privateKey(caller), files.publicKeys(), Map.of(), 0);
        return new ServiceTokens(caller, settings, Clock.systemUTC()).tokenFor("callee-service", scopes);
    }

    static class Keys {
        private volatile boolean away;

        JWKSource<SecurityContext> source() {
            var ours = TestTokens.keys();
            return (selector, context) -> {
                if (away) {
                    throw new KeySourceException("user-service did not give its keys");
                }
                return ours.get(selector, context);
            };
        }
    }

    @Configuration
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @Import(Endpoints.class)
    static class Service {

        @Bean
        Keys switchableKeys() {
            return new Keys();
        }

        @Bean
        JWKSource<SecurityContext> tokenKeys(Keys keys) {
            return keys.source();
        }

        @Bean
        OpenEndpoints openEndpoints() {
            return OpenEndpoints.of("GET /open/*");
        }
    }

    @RestController
    static class Endpoints {

        @GetMapping("/who")
        CurrentUser who(CurrentUser user) {
            return user;
        }

        @GetMapping("/admins")
        Map<String, Object> admins(CurrentUser user) {
            user.require(Role.ADMIN);
            return Map.of();
        }

        @GetMapping("/open/{id}")
        Map<String, Object> open() {
            return Map.of();
        }

        @GetMapping("/opened")
        Map<String, Object> opened() {
            throw Problems.notFound("thing");
        }

        @GetMapping("/internal/ping")
        @RequiresScope("ping")
        Map<String, Object> ping() {
            return Map.of();
        }

        @GetMapping("/internal/pong")
        @RequiresScope("pong")
        Map<String, Object> pong() {
            return Map.of();
        }

        @GetMapping("/internal/forgotten")
        Map<String, Object> forgotten() {
            return Map.of();
        }
    }
}
