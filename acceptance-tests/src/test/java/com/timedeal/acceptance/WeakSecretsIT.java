package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jars themselves, each with one secret that is none: they end, with a word about it and nothing of the secret. */
@Order(14)
class WeakSecretsIT {

    private static final long PATIENCE_SECONDS = 120;

    private static final List<String> SECRETS = List.of(
            "TIMEDEAL_DB_PASSWORD",
            "TIMEDEAL_DB_MIGRATION_PASSWORD",
            "TIMEDEAL_AMQP_PASSWORD",
            "TIMEDEAL_REDIS_PASSWORD",
            "TIMEDEAL_EUREKA_PASSWORD",
            "TIMEDEAL_PAYMENT_CALLBACK_SECRET");

    @ParameterizedTest
    @CsvSource({
        "user-service, TIMEDEAL_DB_PASSWORD, changeme-changeme-changeme, spring.datasource.password",
        "product-service, TIMEDEAL_AMQP_PASSWORD, guest, spring.rabbitmq.password",
        "order-service, TIMEDEAL_PAYMENT_CALLBACK_SECRET, , timedeal.payment.callback-secret",
        "schedule-service, TIMEDEAL_EUREKA_PASSWORD, k3JxQ0v9, TIMEDEAL_EUREKA_PASSWORD",
        "gateway-service, TIMEDEAL_EUREKA_PASSWORD, , TIMEDEAL_EUREKA_PASSWORD",
        "discovery-service, TIMEDEAL_EUREKA_PASSWORD, my-secret-password, TIMEDEAL_EUREKA_PASSWORD"
    })
    void nothingStartsOnASecretThatIsNone(String service, String variable, String value, String named)
            throws Exception {
        var environment = environment();
        environment.remove(variable);
        if (value != null) {
            environment.put(variable, value);
        }
        var output = Files.createTempFile(service, ".log");
        try {
            var starting = start(service, environment, output);
            try {
                assertThat(starting.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("%s ends", service)
                        .isTrue();
            } finally {
                starting.destroyForcibly();
            }
            var said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(starting.exitValue()).isNotZero();
            assertThat(said).contains(named).containsAnyOf("missing", "sample", "shorter");
            environment.values().stream()
                    .filter(secret -> secret.length() > 20 || secret.equals(value))
                    .filter(secret -> !secret.startsWith("/"))
                    .forEach(secret -> assertThat(said).doesNotContain(secret));
        } finally {
            Files.delete(output);
        }
    }

    private static Process start(String service, Map<String, String> environment, Path output) throws IOException {
        var jar = Path.of(System.getProperty("timedeal.root"), service, "target", service + "-0.1.0-SNAPSHOT.jar");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(java.toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TIMEDEAL_") || name.startsWith("SPRING_"));
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", "0");
        return builder.start();
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        for (var secret : SECRETS) {
            environment.put(secret, UUID.randomUUID().toString());
        }
        environment.put("TIMEDEAL_DB_NAME", "none");
        environment.put("TIMEDEAL_DB_USER", "none");
        environment.put("TIMEDEAL_SERVICE_KEY", "/nowhere");
        environment.put("TIMEDEAL_SERVICE_PUBLIC_KEYS", "/nowhere");
        environment.put("TIMEDEAL_TOKEN_KEYS", "/nowhere");
        environment.put("TIMEDEAL_PERSONAL_DATA_KEYS", "/nowhere");
        environment.put("TIMEDEAL_LOOKUP_KEY", "/nowhere");
        return environment;
    }
}
