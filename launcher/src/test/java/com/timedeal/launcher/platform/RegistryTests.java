package com.timedeal.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RegistryTests {

    @Test
    void readsAllInstances() throws IOException {
        var instances = Registry.parse("""
                {"applications": {"application": [
                  {"name": "ORDER-SERVICE", "instance": [
                    {"hostName": "127.0.0.1", "port": {"$": 8083, "@enabled": "true"}, "status": "UP"},
                    {"hostName": "127.0.0.1", "port": {"$": 8093, "@enabled": "true"}, "status": "STARTING"}]}]}}
                """);

        assertThat(instances)
                .containsExactly(
                        new Registry.Instance("order-service", "127.0.0.1", 8083, "UP"),
                        new Registry.Instance("order-service", "127.0.0.1", 8093, "STARTING"));
        assertThat(instances.get(1).isUp()).isFalse();
    }

    @Test
    void readsAListOfOneThatIsNoList() throws IOException {
        var instances = Registry.parse("""
                {"applications": {"application":
                  {"name": "USER-SERVICE", "instance":
                    {"hostName": "127.0.0.1", "port": {"$": 8081}, "status": "UP"}}}}
                """);

        assertThat(instances).containsExactly(new Registry.Instance("user-service", "127.0.0.1", 8081, "UP"));
    }

    @Test
    void readsAnEmptyRegistry() throws IOException {
        assertThat(Registry.parse("{\"applications\": {\"application\": []}}")).isEmpty();
    }
}
