package com.timedeal.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsTests {

    @TempDir
    Path root;

    @Test
    void nameThePortItsHolderAndTheWayOut() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = server.getLocalPort();
            var settings = PlatformSettings.from(root, Map.of("TIMEDEAL_ORDER_PORT", Integer.toString(port)));

            var lacks = new Requirements(settings).takenPorts(List.of(Member.of("order-service")));

            assertThat(lacks)
                    .singleElement()
                    .satisfies(sentence -> assertThat(sentence)
                            .startsWith("Port " + port + ", which order-service needs, is taken by java (pid "
                                    + ProcessHandle.current().pid() + ": ")
                            .contains("TIMEDEAL_ORDER_PORT=")
                            .contains("TIMEDEAL_PORT_OFFSET="));
        }
    }

    @Test
    void findEnoughOfEverythingHere() throws IOException {
        var settings = PlatformSettings.from(root, Map.of()).withPorts(Ports.free());

        assertThat(new Requirements(settings).lacks(List.of(Member.of("order-service"))))
                .isEmpty();
    }
}
