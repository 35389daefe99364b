package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.platform.Registry;
import com.timedeal.launcher.secrets.Secrets;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
@Order(1)
class RegistryIT {

    private static final String[] APPLICATIONS = {
        "gateway-service", "user-service", "product-service", "order-service", "schedule-service"
    };

    @Test
    void everyApplicationIsRegistered(Installation installation) throws IOException, InterruptedException {
        var instances = installation.platform().registered();

        assertThat(instances).extracting(Registry.Instance::application).containsOnly(APPLICATIONS);
        assertThat(instances).allMatch(Registry.Instance::isUp);
        assertThat(instances)
                .filteredOn(instance -> instance.application().equals("order-service"))
                .extracting(Registry.Instance::port)
                .containsExactlyInAnyOrderElementsOf(Installation.ORDER_SERVICES.stream()
                        .map(installation.platform()::port)
                        .toList());

        var password = Secrets.read(installation.platform().settings().home()).get("TIMEDEAL_EUREKA_PASSWORD");
        var page = dashboard(installation, "timedeal:" + password);
        assertThat(page.getResponseCode()).isEqualTo(200);
        assertThat(new String(page.getInputStream().readAllBytes(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                .contains(APPLICATIONS);
        assertThat(dashboard(installation, null).getResponseCode()).isEqualTo(401);
        assertThat(dashboard(installation, "timedeal:" + "x".repeat(32)).getResponseCode())
                .isEqualTo(401);
    }

    private static HttpURLConnection dashboard(Installation installation, String credentials) throws IOException {
        var connection = (HttpURLConnection)
                installation.platform().discovery().resolve("/").toURL().openConnection();
        if (credentials != null) {
            var encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            connection.setRequestProperty("Authorization", "Basic " + encoded);
        }
        return connection;
    }
}
