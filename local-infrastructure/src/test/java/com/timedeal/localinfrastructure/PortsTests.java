package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTests {

    private static final String LISTENING =
            "   3: 0100007F:33FA 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 48213 1 0000 100 0 0 10 0";
    private static final String CONNECTED =
            "   4: 0100007F:33FA 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 48299 1 0000 20 4 30 10 -1";

    @Test
    void readsTheSocketThatListens() {
        assertThat(Ports.inodeIfListening(LISTENING, 0x33FA)).contains("48213");
        assertThat(Ports.inodeIfListening(LISTENING, 0x33FB)).isEmpty();
        assertThat(Ports.inodeIfListening(CONNECTED, 0x33FA)).isEmpty();
        assertThat(Ports.inodeIfListening("  sl  local_address rem_address   st", 0x33FA))
                .isEmpty();
    }

    @Test
    void keepsAGivenPortAndChoosesAFreeOneForZero() {
        assertThat(Ports.choose(13306)).isEqualTo(13306);
        assertThat(Ports.isFree(Ports.choose(0))).isTrue();
    }

    @Test
    void refusesATakenPortNamingTheVariable() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> Ports.requireFree(taken.getLocalPort(), "Redis", "TIMEDEAL_REDIS_PORT"))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("TIMEDEAL_REDIS_PORT");
        }
    }
}
