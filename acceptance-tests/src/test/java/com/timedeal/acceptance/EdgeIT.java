package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import com.timedeal.launcher.platform.Ports.Port;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a running platform can be reached, and from where. */
@ExtendWith(RunningPlatform.class)
@Order(9)
class EdgeIT {

    private static final int PATIENCE_MILLIS = 300;
    private static final long SILENT = 9_800;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/gateway/routes",
                "/actuator/metrics",
                "/user-service/actuator/health",
                "/order-service/actuator/env",
                "/v3/api-docs",
                "/error"
            })
    void nothingOfTheActuatorIsPublic(String path, Installation installation) throws Exception {
        try (var door = new Door(installation.platform().address("gateway-service"))) {
            var answer = door.send("GET", path, null, null);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"").doesNotContain("Exception", "Spring", "Netty");
        }
    }

    @Test
    void theGatewaysHealthHasADoorOfItsOwn(Installation installation) throws Exception {
        try (var door = new Door(installation.platform().management("gateway-service"))) {
            assertThat(door.send("GET", "/actuator/health/readiness", null, null)
                            .body())
                    .isEqualTo("{\"status\":\"UP\"}");
            assertThat(door.send("GET", "/actuator/env", null, null).statusCode())
                    .isEqualTo(404);
            assertThat(door.send("GET", "/api/v1/products", null, null).statusCode())
                    .isEqualTo(404);
        }
    }

    /** As many as one source may have, less some for the others of this machine. */
    @Test
    void tenThousandWhoSayNothingHoldUpNobody(Installation installation) throws Exception {
        var door = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), installation.platform().port("gateway-service"));
        var product = installation.seller().list(20);
        var buyer = installation.buyer();
        var silent = new ArrayList<SocketChannel>();
        try {
            for (var i = 0; i < asManyAsMayBeOpen(); i++) {
                silent.add(SocketChannel.open(door));
            }

            for (var i = 0; i < 20; i++) {
                var answer = buyer.orderItem(product, 1, null, Buyer.newKey());
                assertThat(answer.status()).as(answer.inWords()).isEqualTo(201);
            }
            assertThat(silent)
                    .allSatisfy(
                            connection -> assertThat(connection.isConnected()).isTrue());
        } finally {
            for (var connection : silent) {
                connection.close();
            }
        }
    }

    /** Where the system allows a process fewer files, this one and the gateway have fewer connections. */
    private static long asManyAsMayBeOpen() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.min(SILENT, system.getMaxFileDescriptorCount() - 1_000)
                : SILENT;
    }

    @Test
    void nothingListensToOtherMachines(Installation installation) throws Exception {
        var open = new ArrayList<String>();
        for (var network : NetworkInterface.networkInterfaces().toList()) {
            for (var address : network.inetAddresses().toList()) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                    for (var port : Port.values()) {
                        try (var socket = new Socket()) {
                            var number =
                                    installation.platform().settings().ports().of(port);
                            socket.connect(new InetSocketAddress(address, number), PATIENCE_MILLIS);
                            open.add(port + " at " + address.getHostAddress());
                        } catch (IOException closed) {
                            // As it should be.
                        }
                    }
                }
            }
        }

        assertThat(open).isEmpty();
    }
}
