package com.timedeal.launcher.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets everybody act at once, each in a virtual thread. */
public final class InParallel {

    private InParallel() {}

    /** What somebody does. */
    @FunctionalInterface
    public interface Action<T> {
        void of(T who) throws InterruptedException;
    }

    /** Returns when all are done; what one of them throws is thrown here. */
    public static <T> void each(Collection<T> all, Action<? super T> action) throws InterruptedException {
        var tasks = new ArrayList<Callable<Void>>();
        for (var who : all) {
            tasks.add(() -> {
                action.of(who);
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(tasks)) {
                rethrow(future);
            }
        }
    }

    private static void rethrow(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case InterruptedException interrupted -> throw interrupted;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
