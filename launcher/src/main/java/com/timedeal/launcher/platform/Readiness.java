package com.timedeal.launcher.platform;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.platform.PlatformSettings.Infrastructure;
import com.timedeal.launcher.platform.Ports.Port;
import com.timedeal.launcher.process.ManagedProcess;
import com.timedeal.launcher.process.PortHolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a process can be used: it lives, says that it is ready, is listed in the registry, and, if it serves callers from
 * outside, answers through the gateway.
 */
final class Readiness {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(4);
    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final int SHOWN_LINES = 20;

    /** What the gateway says while it knows no instance of a service, or none that answers. */
    private static final Set<Integer> NOT_THROUGH = Set.of(502, 503, 504);

    private final PlatformSettings settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    Readiness(PlatformSettings settings) {
        this.settings = settings;
    }

    Registry registry(String password) {
        return new Registry(http, uri(settings.ports().of(Port.DISCOVERY), "/"), password);
    }

    static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /**
     * Waits until the member can be used.
     *
     * @param healthy called when the process itself is ready and only the others must still learn of it
     * @throws Failure when the process ends or takes longer than the settings allow; with the end of its log
     */
    void await(Member member, ManagedProcess process, Registry registry, Progress progress, Runnable healthy)
            throws IOException, InterruptedException {
        var wait = new Wait(process, System.nanoTime() + settings.patience().toNanos(), progress);
        wait.until("starting", () -> isHealthy(member));
        healthy.run();
        if (member.program().registers()) {
            wait.until("waiting for the registry to list it", () -> isRegistered(member, registry));
        }
        var probe = member.program().gatewayProbe();
        if (probe.isPresent()) {
            wait.until("waiting for its answer through the gateway", () -> answersThroughGateway(probe.get()));
        }
    }

    /** Whether the process says of itself that it is ready. */
    boolean isHealthy(Member member) throws InterruptedException {
        if (member.program() == Program.INFRASTRUCTURE) {
            return settings.infrastructure() == Infrastructure.LOCAL
                    && Files.exists(Environments.infrastructureFile(settings.home()))
                    && settings.ports().needs(member).values().stream().allMatch(PortHolder::isTaken);
        }
        if (member.program() == Program.MAILBOX) {
            return PortHolder.isTaken(settings.ports().of(member));
        }
        return status(uri(settings.ports().management(member), "/actuator/health/readiness")) == 200;
    }

    private boolean isRegistered(Member member, Registry registry) throws InterruptedException {
        try {
            return isRegistered(member, registry.instances());
        } catch (IOException noAnswer) {
            return false;
        }
    }

    boolean isRegistered(Member member, List<Registry.Instance> instances) {
        var port = settings.ports().of(member);
        return instances.stream()
                .anyMatch(instance ->
                        instance.application().equals(member.program().processName())
                                && instance.port() == port
                                && instance.isUp());
    }

    private boolean answersThroughGateway(String path) throws InterruptedException {
        var status = status(uri(settings.ports().of(Port.GATEWAY), path));
        return status > 0 && !NOT_THROUGH.contains(status);
    }

    private int status(URI address) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException noAnswer) {
            return 0;
        }
    }

    static String tail(ManagedProcess process) throws IOException {
        var lines = process.log().tail(SHOWN_LINES);
        return lines.isEmpty()
                ? " It wrote nothing to " + process.log().path() + "."
                : " The end of " + process.log().path() + ":\n"
                        + lines.stream().map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private record Wait(ManagedProcess process, long deadline, Progress progress) {

        void until(String state, Condition condition) throws IOException, InterruptedException {
            while (!condition.holds()) {
                progress.update(process.name(), state);
                if (process.running().isEmpty()) {
                    progress.done(process.name(), "ended");
                    throw new Failure(process.name() + " ended while it was " + state + "." + tail(process));
                }
                if (System.nanoTime() > deadline) {
                    progress.done(process.name(), "not ready in time");
                    throw new Failure(process.name() + " is still " + state
                            + " after the time it may take (TIMEDEAL_START_SECONDS)." + tail(process));
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }
    }
}
