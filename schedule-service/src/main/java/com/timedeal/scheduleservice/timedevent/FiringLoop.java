package com.timedeal.scheduleservice.timedevent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sleeps exactly until the next event is due and has it fired.
 *
 * <p>When that is, the database's clock says; how long the wait lasts, the monotonic clock measures. The time of day of
 * this machine is never looked at.
 */
@Component
class FiringLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FiringLoop.class);

    /** Longer than another instance usually takes to commit. */
    private static final Duration WHILE_OTHERS_FIRE = Duration.ofMillis(10);

    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final FireDueEvents fireDueEvents;
    private final FiringSettings settings;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private Thread thread;

    FiringLoop(FireDueEvents fireDueEvents, FiringSettings settings) {
        this.fireDueEvents = fireDueEvents;
        this.settings = settings;
    }

    /** Says that there are new events. Cheap, never blocks; losing it costs one poll interval. */
    void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("firing-loop").daemon().start(this::fireUntilStopped);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            thread.join(STOP_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void fireUntilStopped() {
        while (running) {
            await(round());
        }
    }

    /** @return how long nothing needs to be done */
    private Duration round() {
        try {
            return pause(fireDueEvents.fire(), settings.poll());
        } catch (RuntimeException e) {
            // Whatever one round met, the next one asks the database anew; a loop that ended would be missed by nobody.
            log.warn("Firing paused: {}", e.toString());
            return AFTER_FAILURE;
        }
    }

    static Duration pause(FireDueEvents.Round round, Duration poll) {
        return switch (round) {
            case FireDueEvents.Round.Fired fired -> Duration.ZERO;
            case FireDueEvents.Round.TakenByOthers taken -> WHILE_OTHERS_FIRE;
            case FireDueEvents.Round.NotYet notYet -> notYet.left().compareTo(poll) < 0 ? notYet.left() : poll;
            case FireDueEvents.Round.NothingWaits nothing -> poll;
        };
    }

    private void await(Duration atMost) {
        try {
            if (wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
