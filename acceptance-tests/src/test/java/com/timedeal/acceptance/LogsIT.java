package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.launcher.demo.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all processes have written by now, after everything that the tests before did to them. */
@ExtendWith(RunningPlatform.class)
@Order(13)
class LogsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static final List<Pattern> NOBODYS_BUSINESS = List.of(
            Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}"), // tokens
            Pattern.compile("demo-[0-9a-f]{16}@example\\.com"),
            Pattern.compile("010-1234-5678|010-8765-4321"),
            Pattern.compile("110 Sejong-daero"),
            Pattern.compile("PRIVATE KEY"));

    @Test
    void noLogTellsATokenAPasswordACodeOrWhoSomebodyIs(Installation installation) throws Exception {
        var account = installation.account();
        var person = account.buyer();
        var gateway = installation.gateway();
        var wrong = "Wrong-" + UUID.randomUUID();
        gateway.ask(Call.post("/api/v1/auth/login", null, Map.of("email", person.email(), "password", wrong)));
        gateway.ask(Call.post("/api/v1/auth/refresh", null, Map.of("refreshToken", person.refreshToken())));
        gateway.ask(Call.post("/api/v1/auth/password-resets", null, Map.of("email", person.email())));
        gateway.ask(Call.get("/api/v1/users", person.accessToken()));
        gateway.ask(Call.get("/api/v1/users/me", person.accessToken() + "x"));

        var found = new ArrayList<String>();
        for (var line : lines(installation)) {
            for (var pattern : NOBODYS_BUSINESS) {
                if (pattern.matcher(line).find()) {
                    found.add(pattern + " in " + line);
                }
            }
            for (var secret :
                    List.of(person.email(), person.password(), person.accessToken(), person.refreshToken(), wrong)) {
                if (line.contains(secret)) {
                    found.add("a secret in " + line.replace(secret, "…"));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void nobodyWritesControlCharactersIntoALog(Installation installation) throws Exception {
        assertThat(lines(installation)).noneMatch(line -> line.chars().anyMatch(c -> c < ' ' && c != '\t'));
    }

    @Test
    void whatConcernsSecurityIsToldWithTheNameOfTheRequest(Installation installation) throws Exception {
        var person = installation.account().buyer();
        var name = "it-" + UUID.randomUUID();
        try (var service = new Door(installation.platform().address("user-service"))) {
            var refused = service.send("GET", "/api/v1/users", person.accessToken(), null, "X-Request-Id", name);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().allValues("X-Request-Id")).containsExactly(name);
            var login = "{\"email\": \"" + person.email() + "\", \"password\": \"wrong wrong wrong\"}";
            service.send("POST", "/api/v1/auth/login", null, login, "X-Request-Id", name);
            service.send("GET", "/api/v1/users/me", "not.a.token", null, "X-Request-Id", name);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lines(installation).stream()
                                .filter(line -> line.contains(name) && line.contains("timedeal.security"))
                                .toList())
                        .anyMatch(line -> line.contains("FORBIDDEN") && line.contains(person.userId()))
                        .anyMatch(line -> line.contains("BAD_CREDENTIALS"))
                        .anyMatch(line -> line.contains("INVALID_TOKEN")));
        assertThat(lines(installation))
                .anyMatch(line -> line.contains("LOGIN_SUCCEEDED") && line.contains(person.userId()));
    }

    @Test
    void theGatewayTellsWhatItRefusesWithTheNameAndTheSourceOfTheRequest(Installation installation) throws Exception {
        var name = "it-" + UUID.randomUUID();
        String nameless;
        try (var door = new Door(installation.platform().address("gateway-service"))) {
            door.send("GET", "/api/v1/users/me?secret=s3", "not.a.token", null, "X-Request-Id", name);
            nameless = door.send("PUT", "/api/v1/users/me?secret=s3", null, "x".repeat(70_000), "X-Request-Id", name)
                    .headers()
                    .firstValue("X-Request-Id")
                    .orElseThrow();
        }

        assertThat(nameless).as("refused before it was read").isNotEqualTo(name);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lines(installation).stream()
                                .filter(line -> line.contains("timedeal.security")
                                        && line.contains("source.ip=\"127.0.0.1\"")
                                        && line.contains("path=\"/api/v1/users/me\""))
                                .toList())
                        .anyMatch(line -> line.contains("[" + name + "]") && line.contains("INVALID_TOKEN"))
                        .anyMatch(line -> line.contains("[" + nameless + "]") && line.contains("CONTENT_TOO_LARGE")));
        assertThat(lines(installation)).noneMatch(line -> line.contains("secret=s3"));
    }

    static List<String> lines(Installation installation) throws IOException {
        var lines = new ArrayList<String>();
        var folder = installation.platform().settings().home().resolve("logs");
        try (var files = Files.list(folder)) {
            for (var file : files.filter(file -> file.toString().endsWith("-service.log")
                            || file.toString().endsWith("-service-2.log"))
                    .toList()) {
                // At line feeds alone: a carriage return shall not hide as the end of a line.
                lines.addAll(
                        List.of(Files.readString(file, StandardCharsets.UTF_8).split("\n")));
            }
        }
        assertThat(lines).hasSizeGreaterThan(10);
        return lines;
    }
}
