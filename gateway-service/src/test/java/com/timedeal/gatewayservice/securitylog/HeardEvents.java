package com.timedeal.gatewayservice.securitylog;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** The security events that are told while it is open, each as {@code EVENT requestId key=value …}. */
public final class HeardEvents extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger(SecurityLog.LOGGER);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private HeardEvents() {}

    public static HeardEvents listen() {
        var heard = new HeardEvents();
        heard.start();
        heard.logger.addAppender(heard);
        return heard;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent line) {
        var fields = line.getKeyValuePairs().stream()
                .map(pair -> pair.key + "=" + pair.value)
                .collect(Collectors.joining(" "));
        lines.add(line.getMessage() + " " + line.getMDCPropertyMap().getOrDefault("requestId", "-") + " " + fields);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
