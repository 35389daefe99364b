package com.timedeal.gatewayservice.securitylog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The lines in which events are written, with the gateway's own settings. */
@ExtendWith(OutputCaptureExtension.class)
class LogLinesTests {

    @AfterEach
    void reset() {
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
    }

    @Test
    void aLineOfTextHasTheNameOfTheRequestAndTheFields(CapturedOutput output) {
        try (var gateway = start("text")) {
            assertThat(gateway.isActive()).isTrue();
            tell();
            assertThat(lines(output))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("[r-1] : ORIGIN_REFUSED")
                            .contains("source.ip=\"2001:db8::1\" path=\"/a__2026_ INFO\""));
        }
    }

    @Test
    void jsonHasTheSame(CapturedOutput output) throws Exception {
        try (var gateway = start("json")) {
            assertThat(gateway.isActive()).isTrue();
            tell();
            assertThat(lines(output)).hasSize(1);
            var event = new ObjectMapper().readTree(lines(output).getFirst());
            assertThat(event.path("message").asText()).isEqualTo("ORIGIN_REFUSED");
            assertThat(event.path("requestId").asText()).isEqualTo("r-1");
            assertThat(event.at("/source/ip").asText()).isEqualTo("2001:db8::1");
            assertThat(event.path("path").asText()).isEqualTo("/a__2026_ INFO");
        }
    }

    private static void tell() {
        new SecurityLog(() -> 0)
                .write("ORIGIN_REFUSED", "r-1", "source.ip", "2001:db8::1", "path", "/a\r\n2026\" INFO");
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getOut()
                .lines()
                .filter(line -> line.contains("2026_ INFO"))
                .toList();
    }

    private static ConfigurableApplicationContext start(String format) {
        return new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run("--TIMEDEAL_LOG_FORMAT=" + format, "--TIMEDEAL_EUREKA_PASSWORD=K9vQx2LrT7mWc4ZpB8nHs5Yd");
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
