package com.timedeal.servicedefaults.sweeping;

import java.util.Collection;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Treats items one by one. */
public final class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private Sweep() {}

    /** @param work may fail for an item, which is logged; those behind it must not wait for it to be mended */
    public static <T> void each(Collection<T> items, Consumer<T> work) {
        for (var item : items) {
            try {
                work.accept(item);
            } catch (RuntimeException e) {
                log.warn("Left {} for the next sweep: {}", item, e.toString());
            }
        }
    }
}
