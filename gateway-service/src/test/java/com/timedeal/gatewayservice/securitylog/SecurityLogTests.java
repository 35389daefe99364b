package com.timedeal.gatewayservice.securitylog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

class SecurityLogTests {

    private final AtomicLong second = new AtomicLong(1);
    private final SecurityLog log = new SecurityLog(second::get);
    private final HeardEvents heard = HeardEvents.listen();

    @AfterEach
    void stop() {
        heard.close();
    }

    @Test
    void writesNameAndFieldsWithTheNameOfTheRequest() {
        log.write("RATE_LIMITED", "r-1", "status", 429, "source.ip", "2001:db8::1");

        assertThat(heard.lines())
                .containsExactly("RATE_LIMITED r-1 event.action=RATE_LIMITED status=429 source.ip=2001:db8::1");
        assertThat(MDC.get("requestId")).isNull();
    }

    @Test
    void aFloodFillsNoDiskAndHidesNoOtherEvent() {
        var hour = 3_600;
        for (var i = 0; i < hour; i++) {
            second.incrementAndGet();
            for (var n = 0; n < 100; n++) {
                log.write("INVALID_TOKEN", null);
            }
        }
        log.write("ORIGIN_REFUSED", null);
        second.incrementAndGet();
        log.write("INVALID_TOKEN", null);

        assertThat(heard.lines()).hasSizeLessThanOrEqualTo(SecurityLog.AT_ONCE + hour + 2);
        assertThat(heard.lines())
                .filteredOn(line -> line.startsWith("ORIGIN_REFUSED"))
                .hasSize(1);
        assertThat(heard.lines().getLast()).endsWith("leftOut=99");
    }

    @Test
    void afterASilenceThereIsRoomForAsManyAsBefore() {
        for (var n = 0; n < 100; n++) {
            log.write("INVALID_TOKEN", null);
        }
        second.addAndGet(1_000);
        for (var n = 0; n < 100; n++) {
            log.write("INVALID_TOKEN", null);
        }

        assertThat(heard.lines()).hasSize(2 * SecurityLog.AT_ONCE);
    }

    @Test
    void nobodyWritesALineOrAFieldOfTheirOwn() {
        log.write("X", null, "path", "/a\r\n2026 INFO\u001b[1m\" userId=\"7\u2028{}<\\=" + "x".repeat(5_000));

        assertThat(heard.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("path=/a__2026 INFO_[1m_ userId__7_")
                        .doesNotContainPattern("[\\p{Cntrl}\"<>{}\\\\\u2028]")
                        .hasSizeLessThan(SecurityLog.LONGEST + 50));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "/api/v1/orders, /api/v1/orders",
                "/api/v1/orders?token=s3, /api/v1/orders",
                "/api/v1/orders#s3, /api/v1/orders",
                "/api/v1/orders;jsessionid=s3, /api/v1/orders",
                "http://user:s3@host/api?x, ''",
                "*, ''",
                "null, ''"
            })
    void ofATargetOnlyThePathIsTold(String target, String path) {
        assertThat(SecurityLog.pathOf(target)).isEqualTo(path);
    }
}
