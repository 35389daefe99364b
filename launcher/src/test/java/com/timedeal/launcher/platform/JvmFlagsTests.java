package com.timedeal.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.platform.PlatformSettings.Jvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JvmFlagsTests {

    private static final Path FOLDER = Path.of("applications", "order-service-1");
    private static final Member USER = new Member(Program.USER, 1);

    @Test
    void startQuicklyByDefault() {
        assertThat(JvmFlags.of(new Member(Program.ORDER, 1), Jvm.QUICK, 21, 4, FOLDER))
                .containsExactly(
                        "-Xmx1024m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:MetaspaceSize=192m",
                        "-XX:ReservedCodeCacheSize=768m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + FOLDER.resolve("order-service.jsa"),
                        "-Xlog:cds*=off");
    }

    @Test
    void letOneInstanceWriteTheArchiveThatAllRead() {
        assertThat(JvmFlags.of(new Member(Program.ORDER, 2), Jvm.QUICK, 21, 4, FOLDER))
                .contains("-XX:SharedArchiveFile=" + FOLDER.resolve("order-service.jsa"))
                .doesNotContain("-XX:+AutoCreateSharedArchive");
    }

    @Test
    void optimiseForLoadWhenAsked() {
        assertThat(JvmFlags.of(USER, Jvm.THROUGHPUT, 21, 4, FOLDER))
                .containsExactly(
                        "-Xmx768m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:MetaspaceSize=192m",
                        "-XX:ReservedCodeCacheSize=768m",
                        "-Xmn476m",
                        "-XX:+UseParallelGC",
                        "-Dreactor.netty.ioWorkerCount=2",
                        "-Djdk.virtualThreadScheduler.parallelism=2");
        assertThat(JvmFlags.of(USER, Jvm.THROUGHPUT, 25, 4, FOLDER)).contains("-XX:+UseCompactObjectHeaders");
    }

    @Test
    void spendTheSecondCompilerOnThoseWhoWorkInARush() {
        assertThat(JvmFlags.of(new Member(Program.ORDER, 1), Jvm.THROUGHPUT, 25, 4, FOLDER))
                .doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(JvmFlags.of(new Member(Program.INFRASTRUCTURE, 1), Jvm.THROUGHPUT, 25, 4, FOLDER))
                .contains("-XX:TieredStopAtLevel=1");
    }

    @Test
    void quietTheWarningsOfNewerJvmsThatOlderOnesDoNotKnow() {
        assertThat(JvmFlags.of(USER, Jvm.QUICK, 25, 4, FOLDER)).contains("--sun-misc-unsafe-memory-access=allow");
        assertThat(JvmFlags.of(USER, Jvm.QUICK, 21, 4, FOLDER)).noneMatch(flag -> flag.startsWith("--"));
    }
}
