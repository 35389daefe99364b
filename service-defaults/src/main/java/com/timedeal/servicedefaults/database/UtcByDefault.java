package com.timedeal.servicedefaults.database;

import java.time.ZoneOffset;
import java.util.TimeZone;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;

/**
 * Makes UTC the time zone of the process before anything reads a time: the driver goes through the default zone, and an
 * hour that a zone skips in spring would come back as another one.
 */
class UtcByDefault implements ApplicationListener<ApplicationStartingEvent> {

    @Override
    public void onApplicationEvent(ApplicationStartingEvent event) {
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }
}
