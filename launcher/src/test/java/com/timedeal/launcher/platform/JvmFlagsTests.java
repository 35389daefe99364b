package com.timedeal.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.platform.PlatformSettings.Jvm;
import org.junit.jupiter.api.Test;

class JvmFlagsTests {

    @Test
    void startQuicklyByDefault() {
        assertThat(JvmFlags.of(Program.ORDER, Jvm.QUICK, 21))
                .containsExactly(
                        "-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    @Test
    void optimiseForLoadWhenAsked() {
        assertThat(JvmFlags.of(Program.USER, Jvm.THROUGHPUT, 21))
                .containsExactly("-Xmx384m", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseParallelGC");
    }

    @Test
    void quietTheWarningsOfNewerJvmsThatOlderOnesDoNotKnow() {
        assertThat(JvmFlags.of(Program.USER, Jvm.QUICK, 25)).contains("--sun-misc-unsafe-memory-access=allow");
        assertThat(JvmFlags.of(Program.USER, Jvm.QUICK, 21)).noneMatch(flag -> flag.startsWith("--"));
    }
}
