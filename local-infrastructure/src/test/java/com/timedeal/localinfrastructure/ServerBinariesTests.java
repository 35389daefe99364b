package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerBinariesTests {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux64, redis-server-6.2.6-v5-linux-amd64",
        "Mac OS X, aarch64, macos-arm64, redis-server-6.2.6-v5-darwin-arm64",
        "Windows 11, amd64, winx64, redis-server-5.0.14.1-windows-amd64.exe"
    })
    void knowsTheBinariesOfEachSystem(String system, String architecture, String mariaDb, String redis) {
        var binaries = new ServerBinaries(Path.of("unused"), system, architecture);

        assertThat(binaries.mariaDbArtifact()).isEqualTo(mariaDb);
        assertThat(binaries.redisResource()).isEqualTo(redis);
        assertThat(getClass().getClassLoader().getResource(redis)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"Linux, aarch64, linux-aarch64", "Mac OS X, x86_64, macos-x86_64", "FreeBSD, amd64, freebsd-x86_64"})
    void saysWhatToDoWhereThereIsNoMariaDb(String system, String architecture, String named) {
        var binaries = new ServerBinaries(Path.of("unused"), system, architecture);

        assertThatThrownBy(binaries::mariaDbArtifact)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(named)
                .hasMessageContaining("TIMEDEAL_INFRA=external");
    }

    @Test
    void saysWhatToDoWhereThereIsNoRedis() {
        assertThatThrownBy(new ServerBinaries(Path.of("unused"), "SunOS", "sparcv9")::redisResource)
                .hasMessageContaining("TIMEDEAL_INFRA=external");
    }
}
