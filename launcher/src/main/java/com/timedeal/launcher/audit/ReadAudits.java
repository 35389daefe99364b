package com.timedeal.launcher.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks every service for its invariants, through the gateway and as an administrator. */
public final class ReadAudits {

    private static final List<String> SERVICES = List.of("user", "product", "order", "schedule");
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI gateway;
    private final TokenIssuer tokens;
    private final Clock clock;

    public ReadAudits(URI gateway, TokenIssuer tokens, Clock clock) {
        this.gateway = gateway;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Evaluates everything, again and again until it holds, something is broken that no waiting mends, or the time is over.
     *
     * @param atMost zero to look once
     * @throws Failure when the gateway does not answer at all
     */
    public AuditResult await(Duration atMost) throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            var result = read();
            if (result.holds() || !result.mayStillHold() || System.nanoTime() - deadline >= 0) {
                return result;
            }
            Thread.sleep(PAUSE);
        }
    }

    private AuditResult read() throws InterruptedException {
        var token = tokens.issue(new UserIds(clock).next(), Role.ADMIN);
        var reports = new LinkedHashMap<String, ServiceReport>();
        var findings = new ArrayList<Finding>();
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            for (var service : SERVICES) {
                ask(client, service, token, findings).ifPresent(report -> {
                    reports.put(service, report);
                    report.invariants().forEach(invariant -> findings.add(invariant.toFinding(service)));
                });
            }
        }
        findings.addAll(new CrossChecks(reports).evaluate());
        return new AuditResult(Instant.now(clock), findings);
    }

    private Optional<ServiceReport> ask(HttpClient client, String service, String token, List<Finding> findings)
            throws InterruptedException {
        var request = HttpRequest.newBuilder(gateway.resolve("/api/v1/audit/" + service))
                .header("Authorization", "Bearer " + token)
                .timeout(ANSWER)
                .build();
        String problem;
        try {
            var response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                return Optional.of(JSON.readValue(response.body(), ServiceReport.class));
            }
            problem = "status " + response.statusCode();
        } catch (ConnectException e) {
            throw new Failure("Nothing answers at " + gateway + ": start the platform with ./timedeal up.", e);
        } catch (IOException e) {
            problem = e.toString();
        }
        findings.add(new Finding(
                "-",
                service,
                "The service evaluates its invariants.",
                Verdict.BROKEN,
                true,
                Map.of("answer", problem),
                List.of(),
                0));
        return Optional.empty();
    }
}
