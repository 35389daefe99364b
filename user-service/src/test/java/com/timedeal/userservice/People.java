package com.timedeal.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** People as they come to the service: over HTTP, with nothing but what they know and what is in their mail. */
public final class People {

    public static final String PASSWORD = "tall ships sail at dawn";

    private final TestRestTemplate http;

    public People(TestRestTemplate http) {
        this.http = http;
    }

    /** Somebody with a session. */
    public record Person(String email, UUID id, String token, String refreshToken) {}

    public static String newAddress() {
        return "park." + UUID.randomUUID() + "@example.com";
    }

    public Person somebody() {
        var email = newAddress();
        assertThat(signUp(email, PASSWORD).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        return loggedIn(email, PASSWORD);
    }

    public ResponseEntity<JsonNode> signUp(String email, String password) {
        return send(
                HttpMethod.POST,
                "/api/v1/users",
                null,
                Map.of(
                        "email",
                        email,
                        "password",
                        password,
                        "name",
                        "박지우",
                        "nickname",
                        "지우",
                        "phone",
                        "010-1234-5678",
                        "verificationToken",
                        proof(email)));
    }

    public String proof(String email) {
        var before = Mailbox.mailsTo(email).size();
        assertThat(send(HttpMethod.POST, "/api/v1/email-verifications", null, Map.of("email", email))
                        .getStatusCode())
                .isEqualTo(HttpStatus.ACCEPTED);
        var code = Mailbox.awaitCode(email, before + 1);
        return send(HttpMethod.POST, "/api/v1/email-verifications/confirm", null, Map.of("email", email, "code", code))
                .getBody()
                .get("verificationToken")
                .asText();
    }

    public Person loggedIn(String email, String password) {
        var answer = logIn(email, password);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        var token = answer.getBody().get("accessToken").asText();
        var me = send(HttpMethod.GET, "/api/v1/users/me", token, null);
        return new Person(
                email,
                UUID.fromString(me.getBody().get("userId").asText()),
                token,
                answer.getBody().get("refreshToken").asText());
    }

    public ResponseEntity<JsonNode> logIn(String email, String password) {
        return send(HttpMethod.POST, "/api/v1/auth/login", null, Map.of("email", email, "password", password));
    }

    public ResponseEntity<JsonNode> refresh(String refreshToken, String client) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.USER_AGENT, client);
        return http.exchange(
                "/api/v1/auth/refresh",
                HttpMethod.POST,
                new HttpEntity<>(Map.of("refreshToken", refreshToken), headers),
                JsonNode.class);
    }

    public ResponseEntity<JsonNode> logOut(String refreshToken) {
        return send(HttpMethod.POST, "/api/v1/auth/logout", null, Map.of("refreshToken", refreshToken));
    }

    public ResponseEntity<JsonNode> get(String path, String token) {
        return send(HttpMethod.GET, path, token, null);
    }

    /** @param token null for a stranger @param body null for none */
    public ResponseEntity<JsonNode> send(HttpMethod method, String path, String token, Map<String, ?> body) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.USER_AGENT, "tests");
        if (token != null) {
            headers.setBearerAuth(token);
        }
        return http.exchange(
                path, method, new HttpEntity<>(body == null ? null : new HashMap<>(body), headers), JsonNode.class);
    }

    public static String code(ResponseEntity<JsonNode> answer) {
        return answer.getBody() == null ? "" : answer.getBody().path("code").asText();
    }
}
