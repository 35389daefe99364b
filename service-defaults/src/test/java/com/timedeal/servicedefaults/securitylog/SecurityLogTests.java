package com.timedeal.servicedefaults.securitylog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecurityLogTests {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SecurityLog.LOGGER);
    private final AtomicLong second = new AtomicLong(1);
    private final SecurityLog log = new SecurityLog(second::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void writesNameAndFields() {
        log.write("FORBIDDEN", "status", 403, "userId", "u");

        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.getFirst().getMessage()).isEqualTo("FORBIDDEN");
        assertThat(lines.list.getFirst().getKeyValuePairs())
                .extracting(pair -> pair.key + "=" + pair.value)
                .containsExactly("event.action=FORBIDDEN", "status=403", "userId=u");
    }

    @Test
    void aFloodFillsNoDiskAndHidesNoOtherEvent() {
        for (var n = 0; n < 10_000; n++) {
            log.write("INVALID_TOKEN");
        }
        log.write("ACCESS_REVOKED");
        second.incrementAndGet();
        log.write("INVALID_TOKEN");

        assertThat(lines.list).hasSize(SecurityLog.MOST_PER_SECOND + 2);
        assertThat(lines.list.getLast().getKeyValuePairs())
                .extracting(pair -> pair.key + "=" + pair.value)
                .contains("leftOut=" + (10_000 - SecurityLog.MOST_PER_SECOND));
    }
}
