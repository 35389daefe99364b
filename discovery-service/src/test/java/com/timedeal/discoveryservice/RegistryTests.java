package com.timedeal.discoveryservice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "TIMEDEAL_EUREKA_PASSWORD=" + RegistryTests.PASSWORD,
            // Long enough to look at; ten minutes later nobody waits for this test any more.
            "eureka.server.wait-time-in-ms-when-sync-empty=600000"
        })
class RegistryTests {

    static final String PASSWORD = "K9vQx2LrT7mWc4ZpB8nHs5Yd";

    private static final String INSTANCE = """
            {"instance": {
              "instanceId": "order-service:8083", "app": "ORDER-SERVICE", "hostName": "127.0.0.1",
              "ipAddr": "127.0.0.1", "vipAddress": "order-service", "status": "UP",
              "port": {"$": 8083, "@enabled": "true"},
              "dataCenterInfo": {"@class": "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo", "name": "MyOwn"}
            }}
            """;

    @Autowired
    private TestRestTemplate stranger;

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void anyoneMayAskForItsHealth(String path) {
        var answer = stranger.getForEntity(path, String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody()).doesNotContain("components", "details");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/lastn",
                "/eureka/apps",
                "/eureka/apps/",
                "//eureka/apps",
                "/eureka/apps/ORDER-SERVICE",
                "/eureka/css/wro.css",
                "/actuator",
                "/actuator/env",
                "/actuator/health/ping",
                "/error"
            })
    void nothingElseIsShownWithoutThePassword(String path) {
        assertThat(stranger.getForEntity(path, String.class).getStatusCode())
                .isIn(HttpStatus.UNAUTHORIZED, HttpStatus.BAD_REQUEST);
        assertThat(stranger.withBasicAuth("timedeal", "wrong")
                        .getForEntity(path, String.class)
                        .getStatusCode())
                .isIn(HttpStatus.UNAUTHORIZED, HttpStatus.BAD_REQUEST);
    }

    @Test
    void showsTheDashboardToWhoeverHasThePassword() {
        var answer = service().getForEntity("/", String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody()).contains("Instances currently registered with Eureka");
        assertThat(answer.getHeaders().get("Set-Cookie")).isNull();
    }

    @Test
    void strangersRegisterNothing() {
        assertThat(register(stranger).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void showsNothingOfTheActuatorButItsHealth() {
        assertThat(service().getForEntity("/actuator/env", String.class).getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void takesRegistrationsButAnswersNoFetchUntilEveryoneHadTheTimeToRegister() {
        assertThat(register(service()).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(service()
                        .exchange(
                                "/eureka/apps/ORDER-SERVICE/order-service:8083",
                                HttpMethod.PUT,
                                HttpEntity.EMPTY,
                                String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);

        assertThat(service().getForEntity("/eureka/apps", String.class).getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(service().getForEntity("/", String.class).getBody()).contains("order-service:8083");
    }

    private TestRestTemplate service() {
        return stranger.withBasicAuth("timedeal", PASSWORD);
    }

    private static ResponseEntity<String> register(TestRestTemplate client) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return client.postForEntity("/eureka/apps/ORDER-SERVICE", new HttpEntity<>(INSTANCE, headers), String.class);
    }
}
