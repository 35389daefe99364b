package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.platform.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How soon the services that sell know of an account that it may buy no more; two instances of order-service. */
@ExtendWith(RunningPlatform.class)
@Order(10)
class RevokedAccountsIT {

    private static final Duration PROMISED = Duration.ofSeconds(5);

    @Test
    void aDisabledAccountBuysNothingMoreWithinFiveSecondsAtEitherInstance(Installation installation) throws Exception {
        var seller = installation.seller();
        var offer = seller.offer(seller.list(100), 100, 50, Duration.ofSeconds(1), Duration.ofMinutes(5));
        seller.awaitOpen(offer);
        var person = installation.account().buyer();
        var admin = installation.admin();
        try (var first = new Door(installation.platform().address("order-service"));
                var second = new Door(installation.platform().address("order-service-2"))) {
            assertThat(buy(first, offer.dealId(), person.accessToken())).isEqualTo(201);
            assertThat(buy(second, offer.dealId(), person.accessToken())).isEqualTo(201);

            var disabled = System.nanoTime();
            installation
                    .gateway()
                    .demand(Call.put("/api/v1/users/" + person.userId() + "/disabled", admin.accessToken(), null), 204);

            for (var door : new Door[] {first, second}) {
                await().pollInterval(Duration.ofMillis(50))
                        .atMost(PROMISED.minusNanos(System.nanoTime() - disabled))
                        .until(() -> buy(door, offer.dealId(), person.accessToken()) == 401);
            }
            Installation.tell(
                    "Both instances refused %.3f s after the account was disabled.",
                    (System.nanoTime() - disabled) / 1e9);
        }
        var login = Map.of("email", person.email(), "password", person.password());
        assertThat(installation
                        .gateway()
                        .ask(Call.post("/api/v1/auth/login", null, login))
                        .code())
                .isEqualTo("ACCOUNT_DISABLED");
        seller.close(offer);
        seller.awaitSettled(offer);
    }

    @Test
    void salesGoOnWithAnAlarmWhileTheFeedIsCut(Installation installation) throws Exception {
        var seller = installation.seller();
        var offer = seller.offer(seller.list(100), 100, 50, Duration.ofSeconds(1), Duration.ofMinutes(5));
        seller.awaitOpen(offer);
        var person = installation.account().buyer();
        var log = installation.platform().log("order-service");
        installation.platform().kill("user-service");
        try (var door = new Door(installation.platform().address("order-service"))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> log.tail(200).stream().anyMatch(line -> line.contains("REVOCATIONS STALE")));

            assertThat(buy(door, offer.dealId(), person.accessToken())).isEqualTo(201);
        } finally {
            installation.platform().start("user-service", Progress.silent());
        }
        await().atMost(Duration.ofSeconds(40))
                .until(() -> log.tail(200).stream().anyMatch(line -> line.contains("Revoked tokens are known again")));
        seller.close(offer);
        seller.awaitSettled(offer);
    }

    private static int buy(Door door, UUID dealId, String token) throws Exception {
        return door.send("POST", "/api/v1/deals/" + dealId + "/orders", token, "{\"quantity\": 1}")
                .statusCode();
    }
}
