package com.timedeal.acceptance.injection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.byteman.agent.Main;

/**
 * Places in running services at which a test has the process die (or stand still) at the very line, by rules of Byteman.
 *
 * <p>A rule does something only while a file of its name is there, which it takes away in the same step: so a point is armed
 * at any time, in the middle of a load, fires once, and leaves proof that it was reached. The services know nothing of it.
 */
public final class CrashPoints {

    private final Path armed;
    private final Path reached;
    private final Path folder;

    private CrashPoints(Path folder) {
        this.armed = folder.resolve("armed");
        this.reached = folder.resolve("reached");
        this.folder = folder;
    }

    public static CrashPoints in(Path folder) throws IOException {
        var points = new CrashPoints(folder);
        Files.createDirectories(points.armed);
        Files.createDirectories(points.reached);
        // A script for each service: several have the same outbox and inbox, and only one of them is meant.
        for (var service : CrashPoint.services()) {
            var rules = Stream.of(CrashPoint.values())
                    .filter(point -> point.service().equals(service))
                    .map(points::rule);
            Files.writeString(
                    points.script(service),
                    Stream.concat(Stream.of(CrashPoint.MARKS), rules).collect(Collectors.joining("\n")));
        }
        return points;
    }

    private Path script(String service) {
        return folder.resolve(service + ".btm");
    }

    /** The option for {@code java} that makes a process of that service heed its points; empty if it has none. */
    public Optional<String> agent(String service) {
        if (!CrashPoint.services().contains(service)) {
            return Optional.empty();
        }
        var jar = Main.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return Optional.of(
                "'-javaagent:" + jar + "=script:" + script(service) + "' -Dorg.jboss.byteman.compile.to.bytecode=true");
    }

    /** The next process to come by that point dies there; or stands still, if that is the point's nature. */
    public void arm(CrashPoint point) throws IOException {
        Files.deleteIfExists(reached.resolve(point.name()));
        Files.createFile(armed.resolve(point.name()));
    }

    /** Nobody is to die there any more. */
    public void disarm(CrashPoint point) throws IOException {
        Files.deleteIfExists(armed.resolve(point.name()));
    }

    public boolean isReached(CrashPoint point) {
        return Files.exists(reached.resolve(point.name()));
    }

    private String rule(CrashPoint point) {
        return """
                RULE %s
                CLASS %s
                METHOD %s
                AT %s
                BIND armed : java.io.File = new java.io.File("%s");
                     reached : java.io.File = new java.io.File("%s")
                IF %s AND armed.renameTo(reached)
                DO %s
                ENDRULE
                """.formatted(
                        point.name(),
                        point.type(),
                        point.method(),
                        point.place(),
                        armed.resolve(point.name()),
                        reached.resolve(point.name()),
                        point.condition(),
                        point.action());
    }
}
