package com.timedeal.localinfrastructure.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSettingsTests {

    @TempDir
    private Path root;

    @Test
    void takesModuleAndRootFromTheBuild() {
        var properties = new Properties();
        properties.setProperty("user.dir", "/elsewhere");
        properties.setProperty("timedeal.root", "/checkout");
        properties.setProperty("timedeal.module", "order-service");

        var settings = TestSettings.from(properties, Map.of());

        assertThat(settings.service()).isEqualTo("order");
        assertThat(settings.home()).isEqualTo(Path.of("/checkout/order-service/target/infrastructure"));
        assertThat(settings.servers()).isEqualTo(Path.of("/checkout/.timedeal/infrastructure"));
        assertThat(settings.external()).isFalse();
    }

    @Test
    void findsThemFromTheWorkingFolderOfAnIde() throws IOException {
        Files.createDirectories(root.resolve("local-infrastructure"));
        var properties = new Properties();
        properties.setProperty(
                "user.dir",
                Files.createDirectories(root.resolve("user-service")).toString());

        var settings = TestSettings.from(properties, Map.of("TIMEDEAL_INFRA", "external"));

        assertThat(settings.root()).isEqualTo(root);
        assertThat(settings.service()).isEqualTo("user");
        assertThat(settings.external()).isTrue();
    }

    @Test
    void givesModulesWithoutASchemaOneForTests() {
        assertThat(new TestSettings(root, "gateway-service", Map.of()).service())
                .isEqualTo("test");
        assertThat(new TestSettings(root, "service-defaults", Map.of()).service())
                .isEqualTo("test");
    }

    @Test
    void findsTheJarThatHasItsLibraries() throws IOException {
        var repository =
                Files.createFile(Files.createDirectories(root.resolve("m2")).resolve("local-infrastructure-1.jar"));
        assertThatThrownBy(() -> InfrastructureJar.find(repository, root))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("./mvnw -pl local-infrastructure package");

        var target = Files.createDirectories(root.resolve("local-infrastructure/target"));
        Files.createDirectories(target.resolve("lib"));
        var jar = Files.createFile(target.resolve("local-infrastructure.jar"));

        assertThat(InfrastructureJar.find(repository, root)).isEqualTo(jar);
        assertThat(InfrastructureJar.find(jar, Path.of("/elsewhere"))).isEqualTo(jar);
        assertThat(InfrastructureJar.find(target.resolve("classes"), Path.of("/elsewhere")))
                .isEqualTo(jar);
    }

    @Test
    void saysThatExternalServersCannotBeStopped() {
        var server = new ControlledServer("redis", Control.UNAVAILABLE);

        assertThatThrownBy(server::stop)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "Cannot stop redis: somebody else runs it (TIMEDEAL_INFRA=external or TIMEDEAL_TEST_RABBITMQ).");
    }

    @Test
    void takesABrokerOnlyWithAnAccount() {
        assertThat(RealBroker.from(Map.of())).isEmpty();
        assertThatThrownBy(() -> RealBroker.from(Map.of("TIMEDEAL_TEST_RABBITMQ", "rabbit.example.com:5672")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TIMEDEAL_AMQP_USER");
        assertThatThrownBy(() -> RealBroker.from(Map.of("TIMEDEAL_TEST_RABBITMQ", "amqp://rabbit")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("TIMEDEAL_TEST_RABBITMQ is 'amqp://rabbit', which is not host:port.");
        assertThat(RealBroker.from(Map.of(
                        "TIMEDEAL_TEST_RABBITMQ", "rabbit.example.com:5673",
                        "TIMEDEAL_AMQP_USER", "tester",
                        "TIMEDEAL_AMQP_PASSWORD", "of the tester")))
                .get()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("TIMEDEAL_AMQP_HOST", "rabbit.example.com")
                .containsEntry("TIMEDEAL_AMQP_PORT", "5673")
                .containsEntry("TIMEDEAL_AMQP_VHOST", "/")
                .containsEntry("TIMEDEAL_MESSAGING_QUEUES", "QUORUM");
    }
}
