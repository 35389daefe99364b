package com.timedeal.scheduleservice.progress;

import com.timedeal.scheduleservice.timedevent.RecurringEvent;
import com.timedeal.servicedefaults.messaging.MessageRoute;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.scheduling.support.CronExpression;

/** Says again and again that it is time to move orders on. */
@Configuration(proxyBeanMethods = false)
class ProgressEvents {

    static final String DUE = "order.progress-due";

    @Bean
    MessageRoute orderProgressDue() {
        return MessageRoute.of(DUE, "order");
    }

    @Bean
    RecurringEvent orderProgress(ProgressSettings settings) {
        return new RecurringEvent(DUE, settings::after, ProgressDue::new);
    }

    @Bean
    @ConfigurationPropertiesBinding
    static Converter<String, CronExpression> cronExpressions() {
        return new ReadCron();
    }

    /** A class of its own: of a lambda Spring cannot tell what it converts. */
    private static final class ReadCron implements Converter<String, CronExpression> {
        @Override
        public CronExpression convert(String text) {
            return CronExpression.parse(text);
        }
    }
}
