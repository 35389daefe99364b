package com.timedeal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code timedeal} in a checkout whose Maven and JDKs are small scripts that say how they were called. */
class ScriptTests {

    @TempDir
    Path root;

    private record Run(int status, String out) {}

    @BeforeEach
    void checkOut() throws IOException {
        Files.copy(Path.of("..", "timedeal"), root.resolve("timedeal"));
        executable(root.resolve("timedeal"), null);
        executable(
                root.resolve("mvnw"),
                "#!/bin/sh\necho \"maven on $JAVA_HOME: $*\" >>\"$PWD/maven.calls\"\necho \"maven: $*\"\nexit ${MAVEN_STATUS:-0}\n");
        for (var module : List.of("launcher", "order-service", "service-defaults")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(root.resolve("pom.xml"));
        jdk("jdk-21", "21.0.4");
        jdk("jdk-17", "17.0.15");
    }

    @Test
    void listsItsCommands() throws IOException, InterruptedException {
        assertThat(run(Map.of()).out()).startsWith("Usage: ./timedeal <command>");
        assertThat(run(Map.of(), "--help").status()).isZero();
        assertThat(run(Map.of(), "fly").status()).isEqualTo(2);
        assertThat(root.resolve("maven.calls")).doesNotExist();
    }

    @Test
    void takesTheJdkItIsGivenIfThatWillDo() throws IOException, InterruptedException {
        assertThat(run(javaHome("jdk-21"), "jdk").out().strip())
                .isEqualTo(root.resolve("jdk-21").toString());
        var old = run(Map.of("TIMEDEAL_JAVA_HOME", root.resolve("jdk-17").toString()), "status");
        assertThat(old.status()).isEqualTo(1);
        assertThat(old.out()).contains("is not a JDK of version 21 or newer");
    }

    @Test
    void looksInTheUsualFoldersWhenTheDefaultIsTooOld() throws IOException, InterruptedException {
        var folders = root.resolve("home/.sdkman/candidates/java");
        Files.createDirectories(folders);
        Files.move(root.resolve("jdk-21"), folders.resolve("25-x"));
        jdk("home/.sdkman/candidates/java/25-x", "25.0.1");
        var environment = Map.of(
                "JAVA_HOME", root.resolve("jdk-17").toString(),
                "HOME", root.resolve("home").toString(),
                "PATH", root.resolve("jdk-17/bin") + File.pathSeparator + System.getenv("PATH"));

        var jdk = run(environment, "jdk");

        assertThat(jdk.status()).isZero();
        // Another JDK 25 of the machine that runs this test may come first.
        assertThat(Path.of(jdk.out().strip()).resolve("release")).content().contains("JAVA_VERSION=\"25");
    }

    @Test
    void buildsOnlyWhatChanged() throws IOException, InterruptedException {
        var first = run(javaHome("jdk-21"), "status", "x y");
        assertThat(first.out()).contains("Built in").contains("-jar " + root.resolve("launcher/target/launcher.jar"));
        assertThat(first.out()).contains("[status][x y]");
        assertThat(calls()).hasSize(1);
        assertThat(calls().get(0))
                .startsWith("maven on " + root.resolve("jdk-21"))
                .contains("-DskipTests")
                .contains("-pl launcher -am package");

        run(javaHome("jdk-21"), "status");
        assertThat(calls()).as("nothing changed").hasSize(1);

        change(root.resolve("order-service/pom.xml"));
        run(javaHome("jdk-21"), "status");
        assertThat(calls()).as("something else changed").hasSize(1);

        change(root.resolve("launcher/src/main/java"));
        run(javaHome("jdk-21"), "status");
        assertThat(calls()).as("a file was deleted").hasSize(2);
    }

    @Test
    void buildsTheServicesForUp() throws IOException, InterruptedException {
        assertThat(run(javaHome("jdk-21"), "up").status()).isZero();
        assertThat(calls().get(0)).contains("order-service").contains("local-infrastructure");
        change(root.resolve("service-defaults/src/main"));

        run(javaHome("jdk-21"), "up");

        assertThat(calls().get(1)).contains("order-service").doesNotContain("launcher");
    }

    @Test
    void fetchesJMeterForTheFirstLoadTestAlone() throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("jmeter"));
        Files.createFile(root.resolve("jmeter/pom.xml"));

        assertThat(run(javaHome("jdk-21"), "load", "deal-rush").out()).contains("[load][deal-rush]");
        assertThat(calls()).hasSize(2).last().asString().contains("-f jmeter/pom.xml package");

        run(javaHome("jdk-21"), "load", "deal-rush");
        assertThat(calls()).hasSize(2);

        change(root.resolve("jmeter/pom.xml"));
        run(javaHome("jdk-21"), "load", "deal-rush");
        assertThat(calls()).as("another JMeter").hasSize(3);
    }

    @Test
    void showsWhyABuildFailed() throws IOException, InterruptedException {
        var failed =
                run(Map.of("TIMEDEAL_JAVA_HOME", root.resolve("jdk-21").toString(), "MAVEN_STATUS", "1"), "status");

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out())
                .contains("maven: -B")
                .contains(root.resolve(".timedeal/logs/build.log").toString());
        run(javaHome("jdk-21"), "status");
        assertThat(calls()).as("tried again").hasSize(2);
    }

    @Test
    void passesTheExitStatusOfTheTestsOn() throws IOException, InterruptedException {
        var failed = run(
                Map.of("TIMEDEAL_JAVA_HOME", root.resolve("jdk-21").toString(), "MAVEN_STATUS", "7"),
                "test",
                "-Dtest=A b");

        assertThat(failed.status()).isEqualTo(7);
        assertThat(failed.out()).contains("verify -Dtest=A b");
    }

    @Test
    void breaksThingsWithASeed() throws IOException, InterruptedException {
        var done = run(javaHome("jdk-21"), "faults", "--runs=3", "--seed", "42", "--random-only");
        assertThat(done.status()).as(done.out()).isZero();
        assertThat(calls()).last().asString().contains("-Dit.test=RandomFaultsIT", "faults.runs=3", "faults.seed=42");

        var wrong = run(javaHome("jdk-21"), "faults", "--runs", "many");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).contains("--runs takes a whole number");
        assertThat(run(javaHome("jdk-21"), "faults", "--seed").status()).isEqualTo(2);
        assertThat(run(javaHome("jdk-21"), "faults", "hard").out()).contains("does not know 'hard'");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void findsItsFolderThroughLinksAndFromAnywhere() throws IOException, InterruptedException {
        var elsewhere = Files.createDirectories(root.resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("one"), Path.of("../timedeal"));
        Files.createSymbolicLink(elsewhere.resolve("two"), elsewhere.resolve("one"));

        var run = run(
                elsewhere, javaHome("jdk-21"), List.of(elsewhere.resolve("two").toString(), "status"));

        assertThat(run.out()).contains("-Dtimedeal.root=" + root.toRealPath());
    }

    private Run run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of("./timedeal"));
        command.addAll(List.of(words));
        return run(root, environment, command);
    }

    private static Run run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TIMEDEAL_") || name.equals("JAVA_HOME"));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out);
    }

    private Map<String, String> javaHome(String folder) {
        return Map.of("TIMEDEAL_JAVA_HOME", root.resolve(folder).toString());
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(root.resolve("maven.calls"));
    }

    private void jdk(String folder, String version) throws IOException {
        var bin = Files.createDirectories(root.resolve(folder).resolve("bin"));
        Files.writeString(bin.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(
                bin.resolve("java"),
                "#!/bin/sh\necho \"$*\"\nwhile [ $# -gt 0 ] && [ \"$1\" != -jar ]; do shift; done\nshift 2\nprintf '[%s]' \"$@\"\n");
        executable(bin.resolve("javac"), "#!/bin/sh\n");
    }

    /** Files are compared by their times, and these tests are quicker than some clocks of file systems. */
    private static void change(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
    }

    private static void executable(Path file, String text) throws IOException {
        if (text != null) {
            Files.writeString(file, text);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
