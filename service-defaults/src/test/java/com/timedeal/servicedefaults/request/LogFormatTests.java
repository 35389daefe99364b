package com.timedeal.servicedefaults.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.securitylog.SecurityLog;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The lines that a service writes, with the settings of all services. */
@ExtendWith(OutputCaptureExtension.class)
class LogFormatTests {

    private static final String FORGED = "2026-01-01T00:00:00.000Z  INFO [main] all is well";
    private static final String HOSTILE = "no such user x\r\n" + FORGED + "\u001b[2J\u2028end";

    @AfterEach
    void reset() {
        MDC.clear();
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
    }

    @Test
    void noMessageWritesALineOfItsOwnAsText(CapturedOutput output) {
        try (var service = start("text")) {
            assertThat(service.isActive()).isTrue();
            say(HOSTILE);
            assertThat(lines(output)).noneMatch(line -> line.startsWith(FORGED));
            assertThat(output.getOut()).doesNotContain("\u001b", "\r", "\u2028").contains("no such user x__" + FORGED);
        }
    }

    @Test
    void noExceptionWritesALineOfItsOwnAsText(CapturedOutput output) {
        try (var service = start("text")) {
            assertThat(service.isActive()).isTrue();
            LoggerFactory.getLogger("test").warn("Refused", new IllegalStateException(HOSTILE));
            assertThat(lines(output))
                    .noneMatch(line -> line.startsWith(FORGED))
                    .anyMatch(line -> line.startsWith("  ") && line.contains("noExceptionWritesALine"));
            assertThat(output.getOut()).doesNotContain("\u001b", "\r");
            assertThat(output.getOut().split("IllegalStateException"))
                    .as("once")
                    .hasSize(2);
        }
    }

    @Test
    void aLineOfTextHasTheRequestAndTheFields(CapturedOutput output) {
        try (var service = start("text")) {
            assertThat(service.isActive()).isTrue();
            MDC.put(NameRequests.FIELD, "r-1");
            SecurityLog.tell("LOGIN_SUCCEEDED", "userId", 7);
            assertThat(lines(output))
                    .anyMatch(line -> line.contains("timedeal.security")
                            && line.contains("[r-1] : LOGIN_SUCCEEDED")
                            && line.contains("userId=\"7\""));
        }
    }

    @Test
    void jsonHasOneObjectALine(CapturedOutput output) throws Exception {
        try (var service = start("json")) {
            assertThat(service.isActive()).isTrue();
            MDC.put(NameRequests.FIELD, "r-1");
            say(HOSTILE);
            SecurityLog.tell("LOGIN_SUCCEEDED", "userId", 7);
            var lines =
                    lines(output).stream().filter(line -> line.contains("r-1")).toList();
            assertThat(lines).hasSize(2);
            var said = new ObjectMapper().readTree(lines.get(0));
            assertThat(said.path("message").asText()).isEqualTo(HOSTILE);
            assertThat(said.path("requestId").asText()).isEqualTo("r-1");
            assertThat(Instant.parse(said.path("@timestamp").asText()))
                    .isBefore(Instant.now().plusSeconds(1));
            assertThat(said.path("@timestamp").asText()).endsWith("Z");
            var event = new ObjectMapper().readTree(lines.get(1));
            assertThat(event.path("message").asText()).isEqualTo("LOGIN_SUCCEEDED");
            assertThat(event.path("userId").asText()).isEqualTo("7");
            assertThat(event.toString()).contains("timedeal.security");
        }
    }

    @Test
    void anotherFormatKeepsTheServiceFromStarting() {
        assertThatThrownBy(() -> start("xml")).hasStackTraceContaining("log-formats.xml");
    }

    private static void say(String text) {
        LoggerFactory.getLogger("test").info("{}", text);
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getOut().lines().toList();
    }

    private static ConfigurableApplicationContext start(String format) {
        return new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--TIMEDEAL_LOG_FORMAT=" + format,
                        "--spring.config.location=classpath:service-defaults.yml",
                        "--spring.application.name=test");
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
