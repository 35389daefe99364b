package com.timedeal.launcher.platform;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Starts a platform: infrastructure and registry first, then the gateway and the services, two at a time.
 *
 * <p>Two, because starting is work for the processor and four at once make each other slow; a process gives its place to the
 * next one as soon as it says that it is ready, and waits aside until the registry and the gateway know of it.
 */
final class StartUp {

    private static final int AT_ONCE = 2;
    private static final long CLEAN_UP_SECONDS = 90;

    private final Platform platform;
    private final Readiness readiness;
    private final Registry registry;
    private final Progress progress;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Map<Program, CompletableFuture<Void>> ready = new EnumMap<>(Program.class);
    private final Queue<Member> started = new ConcurrentLinkedQueue<>();

    StartUp(Platform platform, Readiness readiness, Registry registry, Progress progress) {
        this.platform = platform;
        this.readiness = readiness;
        this.registry = registry;
        this.progress = progress;
    }

    /**
     * Starts those that are missing and waits until all members are ready.
     *
     * @throws Failure when one does not get ready; those that were started here are stopped then
     * @throws InterruptedException when this thread is interrupted or the program is ended; with the same clean-up
     */
    void run(List<Member> members, Collection<Member> missing) throws IOException, InterruptedException {
        for (var program : Program.values()) {
            // What is not a member, such as infrastructure that is not ours, needs no waiting for.
            var isMember = members.stream().anyMatch(member -> member.program() == program);
            ready.put(program, isMember ? new CompletableFuture<>() : CompletableFuture.completedFuture(null));
        }
        try (var interruption = new Interruption(Thread.currentThread())) {
            try {
                startAll(members, missing);
            } catch (IOException | InterruptedException | RuntimeException e) {
                platform.stopInOrder(started, progress);
                throw e;
            } finally {
                interruption.cleanedUp();
            }
        }
    }

    private void startAll(List<Member> members, Collection<Member> missing) throws IOException, InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ExecutorCompletionService<Void>(executor);
            tasks.submit(() -> {
                // One after the other takes its place; so the order is the members', and waiting for those before is
                // here.
                for (var member : members) {
                    awaitThoseBefore(member);
                    places.acquire();
                    tasks.submit(() -> {
                        bring(member, missing.contains(member));
                        return null;
                    });
                }
                return null;
            });
            try {
                for (var count = 0; count < members.size() + 1; count++) {
                    tasks.take().get();
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                switch (e.getCause()) {
                    case Failure failure -> throw failure;
                    case IOException problem -> throw problem;
                    case InterruptedException interrupted -> throw interrupted;
                    case RuntimeException mistake -> throw mistake;
                    default -> throw new IllegalStateException(e.getCause());
                }
            } catch (InterruptedException e) {
                executor.shutdownNow();
                throw e;
            }
        }
    }

    /** Starts one member, which has a place, and waits until it is ready. */
    private void bring(Member member, boolean missing) throws IOException, InterruptedException {
        var place = new Place();
        try {
            if (missing) {
                progress.update(member.name(), platform.mustUnpack(member) ? "unpacking" : "starting");
                // Known before it runs: stopping one that never started does no harm, forgetting one that did would.
                started.add(member);
                platform.launch(member);
            }
            readiness.await(member, platform.process(member), registry, progress, place::free);
        } finally {
            place.free();
        }
        var pid = platform.pid(member.name());
        progress.done(
                member.name(),
                (missing ? "ready" : "ran already") + " (port " + platform.port(member.name())
                        + (pid.isPresent() ? ", pid " + pid.getAsLong() : "") + ")");
        if (member.instance() == 1) {
            ready.get(member.program()).complete(null);
        }
    }

    private void awaitThoseBefore(Member member) throws InterruptedException {
        switch (member.program()) {
            case INFRASTRUCTURE, MAILBOX, DISCOVERY -> {}
            case GATEWAY -> await(Program.DISCOVERY);
            case USER, PRODUCT, ORDER, SCHEDULE, LAB -> {
                await(Program.DISCOVERY);
                await(Program.INFRASTRUCTURE);
                await(Program.MAILBOX);
            }
        }
    }

    private void await(Program program) throws InterruptedException {
        try {
            ready.get(program).get();
        } catch (ExecutionException neverHappens) {
            throw new IllegalStateException(neverHappens);
        }
    }

    /** One of the places, given back once. */
    private final class Place {

        private boolean taken = true;

        void free() {
            if (taken) {
                taken = false;
                places.release();
            }
        }
    }

    /** Ctrl-C ends this program only after what it started was stopped. */
    private static final class Interruption implements AutoCloseable {

        private final CountDownLatch cleanedUp = new CountDownLatch(1);
        private final Thread hook;

        Interruption(Thread starter) {
            hook = new Thread(() -> {
                starter.interrupt();
                try {
                    cleanedUp.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new UncheckedIOException(new IOException(e));
                }
            });
            Runtime.getRuntime().addShutdownHook(hook);
        }

        void cleanedUp() {
            cleanedUp.countDown();
        }

        @Override
        public void close() {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException programEnds) {
                // The hook runs already.
            }
        }
    }
}
