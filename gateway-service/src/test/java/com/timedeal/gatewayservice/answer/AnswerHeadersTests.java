package com.timedeal.gatewayservice.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.gatewayservice.RunningGateway;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class AnswerHeadersTests extends RunningGateway {

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/products", "/api/v1/deals/1/orders", "/nothing", "/internal//x"})
    void everyAnswerCarriesThem(String path) {
        assertThat(get(path)).satisfies(AnswerHeadersTests::isSafeToShow);
    }

    @Test
    void soDoesARefusedConnection() {
        assertThat(sendRaw("TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'");
    }

    private static void isSafeToShow(HttpResponse<String> answer) {
        var headers = answer.headers();
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'");
        assertThat(headers.allValues("X-Request-Id")).hasSize(1);
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void replaceWhatTheServiceSaid() {
        var answer = new HttpHeaders();
        answer.put("X-Content-Type-Options", List.of("nosniff", "whatever"));
        answer.set("X-Request-Id", "another");

        TestAnswerHeaders.usual().setOn(answer, "r-1");

        assertThat(answer.get("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.get("X-Request-Id")).containsExactly("r-1");
    }

    @Test
    void askForTlsOnlyWhereItIsSaidThatThereIs() {
        var answer = new HttpHeaders();

        new AnswerHeaders(new AnswerSettings(Duration.ofDays(365))).setOn(answer, null);

        assertThat(answer.getFirst("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    }
}
