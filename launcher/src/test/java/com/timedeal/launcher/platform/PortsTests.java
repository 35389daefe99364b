package com.timedeal.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.platform.Ports.Port;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTests {

    @Test
    void areTheUsualOnesUnlessMoved() {
        var ports = Ports.from(Map.of());

        assertThat(ports.of(Port.GATEWAY)).isEqualTo(8080);
        assertThat(ports.of(Member.of("order-service"))).isEqualTo(8083);
        assertThat(ports.of(Member.of("order-service-2"))).isEqualTo(8093);
        assertThat(ports.of(Member.of("order-3"))).isEqualTo(8103);
        assertThat(ports.needs(Member.of("infrastructure")))
                .containsEntry("TIMEDEAL_DB_PORT", 13306)
                .containsEntry("TIMEDEAL_REDIS_PORT", 16379)
                .containsEntry("TIMEDEAL_AMQP_PORT", 15673)
                .containsEntry("TIMEDEAL_SMTP_PORT", 11025)
                .hasSize(4);
    }

    @Test
    void moveAllTogetherOrOneByItself() {
        var ports = Ports.from(Map.of("TIMEDEAL_PORT_OFFSET", "1000", "TIMEDEAL_ORDER_PORT", "7000"));

        assertThat(ports.of(Port.GATEWAY)).isEqualTo(9080);
        assertThat(ports.of(Port.DB)).isEqualTo(14306);
        assertThat(ports.of(Port.ORDER)).isEqualTo(7000);
        assertThat(ports.of(Member.of("order-service-2"))).isEqualTo(7010);
        assertThat(ports.of(Member.of("gateway-service-2"))).isEqualTo(9090);
        assertThat(ports.management(Member.of("gateway-service-2"))).isEqualTo(9190);
        assertThat(ports.management(Member.of("order-service-2"))).isEqualTo(7010);
    }
}
