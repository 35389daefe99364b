package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.acceptance.faults.Faults.Server;
import com.timedeal.launcher.platform.Ports.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Losing Redis costs speed, never truth: orders go on without its locks. */
@FaultTest
class RedisFaultsIT {

    @Test
    @DisplayName("F28: Redis is killed and returns empty")
    void killed(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 28)) {
            faults.servers().kill("redis");
            var begin = System.nanoTime();
            sale.awaitMoreOrders(80);
            var trouble = sale.trouble(begin, System.nanoTime());
            faults.servers().start("redis");
            sale.awaitMoreOrders(60);
            sale.judge();
            Faults.tell("Without Redis %.1f %% had to ask again.", 100 * trouble);
            assertThat(trouble).isLessThan(0.05);
        }
    }

    @Test
    @DisplayName("F29: Redis answers after 2 s, or not at all")
    void slowOrSilent(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 29)) {
            faults.proxies(Server.REDIS).forEach(proxy -> proxy.delay(Duration.ofSeconds(1)));
            sale.awaitMoreOrders(60);
            for (var proxy : faults.proxies(Server.REDIS)) {
                proxy.heal();
                proxy.silence();
            }
            sale.awaitMoreOrders(60);
            for (var proxy : faults.proxies(Server.REDIS)) {
                proxy.heal();
            }
            faults.servers().pause("redis");
            sale.awaitMoreOrders(60);
            faults.servers().resume("redis");
            sale.awaitMoreOrders(60);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F30: everything in Redis is deleted, again and again")
    void flushed(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 30)) {
            for (var round = 0; round < 20; round++) {
                command(faults, "FLUSHALL");
                TimeUnit.MILLISECONDS.sleep(200);
            }
            command(faults, "DEBUG SLEEP 3");
            sale.awaitMoreOrders(60);
            sale.judge();
        }
    }

    private static void command(Faults faults, String words) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), faults.port(Port.REDIS))) {
            socket.getOutputStream()
                    .write(("AUTH " + faults.secret("TIMEDEAL_REDIS_PASSWORD") + "\r\n" + words + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answers = new String(
                    socket.getInputStream().readNBytes("+OK\r\n+OK\r\n".length()), StandardCharsets.US_ASCII);
            assertThat(answers).isEqualTo("+OK\r\n+OK\r\n");
        }
    }
}
