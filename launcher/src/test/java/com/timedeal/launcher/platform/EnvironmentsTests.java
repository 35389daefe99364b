package com.timedeal.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentsTests {

    @TempDir
    Path root;

    private Secrets secrets;

    @BeforeEach
    void makeSecrets() throws IOException {
        secrets = Secrets.ensure(root.resolve(".timedeal"));
    }

    @Test
    void giveAServiceItsOwnAccountAndKeyAndNoOther() throws IOException {
        var variables = environments(Map.of("PATH", "/bin")).of(Member.of("order-service"));

        assertThat(variables)
                .containsEntry("PATH", "/bin")
                .containsEntry("SERVER_PORT", "8083")
                .containsEntry("TIMEDEAL_DB_NAME", "timedeal_order")
                .containsEntry("TIMEDEAL_DB_USER", "timedeal_order")
                .containsEntry("TIMEDEAL_DB_PASSWORD", secrets.get("TIMEDEAL_ORDER_DB_PASSWORD"))
                .containsEntry("TIMEDEAL_DB_MIGRATION_USER", "timedeal_order_migration")
                .containsEntry("TIMEDEAL_DB_MIGRATION_PASSWORD", secrets.get("TIMEDEAL_ORDER_DB_MIGRATION_PASSWORD"))
                .containsEntry("TIMEDEAL_DB_PORT", "13306")
                .containsEntry("TIMEDEAL_EUREKA_PORT", "8761")
                .containsEntry(
                        "TIMEDEAL_SERVICE_KEY",
                        root.resolve(".timedeal/keys/services/order-service.pem")
                                .toString())
                .doesNotContainKey("TIMEDEAL_TOKEN_KEYS");
        assertThat(variables.values())
                .doesNotContain(
                        secrets.get("TIMEDEAL_USER_DB_PASSWORD"),
                        secrets.get("TIMEDEAL_USER_DB_MIGRATION_PASSWORD"),
                        secrets.get("TIMEDEAL_PRODUCT_DB_PASSWORD"),
                        secrets.get("TIMEDEAL_SCHEDULE_DB_PASSWORD"),
                        secrets.get("TIMEDEAL_DB_ADMIN_PASSWORD"));
    }

    @Test
    void giveTheKeysOfTokensAndPersonalDataToUserServiceAlone() throws IOException {
        assertThat(environments(Map.of()).of(Member.of("user-service")))
                .containsKeys("TIMEDEAL_TOKEN_KEYS", "TIMEDEAL_PERSONAL_DATA_KEYS", "TIMEDEAL_LOOKUP_KEY")
                .containsEntry("TIMEDEAL_SMTP_PORT", "11025");
        for (var other : List.of("product-service", "order-service", "schedule-service")) {
            assertThat(environments(Map.of()).of(Member.of(other)))
                    .doesNotContainKeys("TIMEDEAL_TOKEN_KEYS", "TIMEDEAL_PERSONAL_DATA_KEYS", "TIMEDEAL_LOOKUP_KEY");
        }
        assertThat(environments(Map.of()).of(Member.of("gateway-service")))
                .containsEntry("TIMEDEAL_REDIS_PORT", "16379")
                .containsEntry("MANAGEMENT_SERVER_PORT", "8180")
                .doesNotContainKeys("TIMEDEAL_TOKEN_KEYS", "TIMEDEAL_SERVICE_KEY", "TIMEDEAL_DB_PASSWORD");
    }

    @Test
    void giveTheSecretOfPaymentsToOrderServiceAlone() throws IOException {
        var name = "TIMEDEAL_PAYMENT_CALLBACK_SECRET";
        assertThat(environments(Map.of(name, "of-the-caller")).of(Member.of("order-service")))
                .containsEntry(name, secrets.get(name));
        for (var other : List.of("user-service", "product-service", "schedule-service", "gateway-service")) {
            assertThat(environments(Map.of(name, "of-the-caller")).of(Member.of(other)))
                    .doesNotContainKey(name);
        }
    }

    @Test
    void keepTheCallersPasswordsFromTheServices() throws IOException {
        var caller = Map.of(
                "TIMEDEAL_DB_ADMIN_USER", "root", "TIMEDEAL_DB_ADMIN_PASSWORD", "s", "TIMEDEAL_USER_DB_PASSWORD", "s");

        assertThat(environments(caller).of(Member.of("order-service")))
                .doesNotContainKeys(caller.keySet().toArray(String[]::new));
    }

    @Test
    void believeWhatTheInfrastructureWroteDown() throws IOException {
        Files.writeString(root.resolve(".timedeal/infrastructure.env"), "TIMEDEAL_DB_PORT=23306\nTIMEDEAL_DB_PID=1\n");

        assertThat(environments(Map.of()).of(Member.of("order-service")))
                .containsEntry("TIMEDEAL_DB_PORT", "23306")
                .doesNotContainKey("TIMEDEAL_DB_PID");
    }

    @Test
    void useServersThatRunElsewhere() throws IOException {
        var caller = Map.of(
                "TIMEDEAL_INFRA", "external",
                "TIMEDEAL_DB_HOST", "10.0.0.5",
                "TIMEDEAL_AMQP_PORT", "5673",
                "TIMEDEAL_AMQP_USER", "shop",
                "TIMEDEAL_REDIS_PASSWORD", "theirs-0123456789",
                "TIMEDEAL_DB_ADMIN_USER", "admin",
                "TIMEDEAL_DB_ADMIN_PASSWORD", "theirs-too");
        var environments = environments(caller);

        assertThat(environments.of(Member.of("order-service")))
                .containsEntry("TIMEDEAL_DB_HOST", "10.0.0.5")
                .containsEntry("TIMEDEAL_DB_PORT", "3306")
                .containsEntry("TIMEDEAL_REDIS_PORT", "6379")
                .containsEntry("TIMEDEAL_AMQP_PORT", "5673")
                .containsEntry("TIMEDEAL_AMQP_USER", "shop")
                .containsEntry("TIMEDEAL_REDIS_PASSWORD", "theirs-0123456789")
                .containsEntry("TIMEDEAL_DB_PASSWORD", secrets.get("TIMEDEAL_ORDER_DB_PASSWORD"));
        assertThat(environments.forProvisioning())
                .containsEntry("TIMEDEAL_DB_ADMIN_USER", "admin")
                .containsEntry("TIMEDEAL_DB_ADMIN_PASSWORD", "theirs-too")
                .containsEntry("TIMEDEAL_ORDER_DB_PASSWORD", secrets.get("TIMEDEAL_ORDER_DB_PASSWORD"));
    }

    @Test
    void giveAServiceItsOwnAccountAtTheBroker() throws IOException {
        var variables = environments(Map.of()).of(Member.of("order-service"));

        assertThat(variables)
                .containsEntry("TIMEDEAL_AMQP_USER", "timedeal_order")
                .containsEntry("TIMEDEAL_AMQP_PASSWORD", secrets.get("TIMEDEAL_ORDER_AMQP_PASSWORD"));
        assertThat(variables.values())
                .doesNotContain(
                        secrets.get("TIMEDEAL_AMQP_PASSWORD"),
                        secrets.get("TIMEDEAL_USER_AMQP_PASSWORD"),
                        secrets.get("TIMEDEAL_PRODUCT_AMQP_PASSWORD"),
                        secrets.get("TIMEDEAL_SCHEDULE_AMQP_PASSWORD"));
    }

    @Test
    void takeAnAccountOfTheServiceOnABrokerThatRunsElsewhereOnlyIfThereIsOne() throws IOException {
        var caller = Map.of(
                "TIMEDEAL_INFRA", "external",
                "TIMEDEAL_AMQP_USER", "shop",
                "TIMEDEAL_AMQP_PASSWORD", "shared-0123456789",
                "TIMEDEAL_ORDER_AMQP_PASSWORD", "of-orders-0123456789",
                "TIMEDEAL_USER_AMQP_USER", "people",
                "TIMEDEAL_USER_AMQP_PASSWORD", "of-people-0123456789");
        var environments = environments(caller);

        assertThat(environments.of(Member.of("order-service")))
                .containsEntry("TIMEDEAL_AMQP_USER", "timedeal_order")
                .containsEntry("TIMEDEAL_AMQP_PASSWORD", "of-orders-0123456789")
                .doesNotContainKey("TIMEDEAL_USER_AMQP_PASSWORD");
        assertThat(environments.of(Member.of("user-service")))
                .containsEntry("TIMEDEAL_AMQP_USER", "people")
                .containsEntry("TIMEDEAL_AMQP_PASSWORD", "of-people-0123456789");
        assertThat(environments.of(Member.of("product-service")))
                .containsEntry("TIMEDEAL_AMQP_USER", "shop")
                .containsEntry("TIMEDEAL_AMQP_PASSWORD", "shared-0123456789");
        assertThat(environments.forInspection())
                .containsEntry("TIMEDEAL_ORDER_AMQP_PASSWORD", "of-orders-0123456789")
                .doesNotContainKey("TIMEDEAL_PRODUCT_AMQP_PASSWORD");
    }

    @Test
    void sendMailToTheServerThatIsNamed() throws IOException {
        var caller = Map.of(
                "TIMEDEAL_INFRA", "external",
                "TIMEDEAL_SMTP_HOST", "mail.example.com",
                "TIMEDEAL_SMTP_PORT", "587",
                "TIMEDEAL_SMTP_PASSWORD", "theirs");

        assertThat(environments(caller).of(Member.of("user-service")))
                .containsEntry("TIMEDEAL_SMTP_HOST", "mail.example.com")
                .containsEntry("TIMEDEAL_SMTP_PORT", "587")
                .containsEntry("TIMEDEAL_SMTP_PASSWORD", "theirs");
        assertThat(environments(caller).of(Member.of("order-service"))).doesNotContainKey("TIMEDEAL_SMTP_PASSWORD");
        assertThat(environments(Map.of("TIMEDEAL_INFRA", "external")).of(Member.of("user-service")))
                .as("else to our own mailbox")
                .containsEntry("TIMEDEAL_SMTP_HOST", "127.0.0.1")
                .containsEntry("TIMEDEAL_SMTP_PORT", "11025");
    }

    @Test
    void addWhatIsMeantForOneProcess() throws IOException {
        var settings = PlatformSettings.from(root, Map.of())
                .withEnvironment("schedule-service-2", Map.of("LD_PRELOAD", "x.so", "SERVER_PORT", "1"));
        var environments = new Environments(settings, secrets);

        assertThat(environments.of(Member.of("schedule-service-2")))
                .containsEntry("LD_PRELOAD", "x.so")
                .containsEntry("SERVER_PORT", "8094");
        assertThat(environments.of(Member.of("schedule-service"))).doesNotContainKey("LD_PRELOAD");
    }

    @Test
    void takeABlankPasswordOfRedisForNone() throws IOException {
        var without = environments(Map.of("TIMEDEAL_INFRA", "external", "TIMEDEAL_REDIS_PASSWORD", ""));

        assertThat(without.of(Member.of("order-service"))).containsEntry("TIMEDEAL_REDIS_PASSWORD", "");
        assertThat(without.forInspection()).containsEntry("TIMEDEAL_REDIS_PASSWORD", "");
        assertThat(environments(Map.of("TIMEDEAL_INFRA", "external")).of(Member.of("order-service")))
                .containsEntry("TIMEDEAL_REDIS_PASSWORD", secrets.get("TIMEDEAL_REDIS_PASSWORD"));
        assertThat(environments(Map.of("TIMEDEAL_REDIS_PASSWORD", "")).of(Member.of("order-service")))
                .as("our own Redis has a password")
                .containsEntry("TIMEDEAL_REDIS_PASSWORD", secrets.get("TIMEDEAL_REDIS_PASSWORD"));
    }

    @Test
    void askForQuorumQueuesOnServersThatRunElsewhere() throws IOException {
        assertThat(environments(Map.of()).of(Member.of("order-service")))
                .containsEntry("TIMEDEAL_MESSAGING_QUEUES", "CLASSIC");
        assertThat(environments(Map.of("TIMEDEAL_INFRA", "external")).of(Member.of("order-service")))
                .containsEntry("TIMEDEAL_MESSAGING_QUEUES", "QUORUM");
        assertThat(environments(Map.of("TIMEDEAL_INFRA", "external", "TIMEDEAL_MESSAGING_QUEUES", "classic"))
                        .of(Member.of("order-service")))
                .containsEntry("TIMEDEAL_MESSAGING_QUEUES", "classic");
    }

    @Test
    void tellAnInspectionNoSecretThatItDoesNotNeed() throws IOException {
        assertThat(environments(Map.of("TIMEDEAL_INFRA", "external")).forInspection())
                .containsEntry("TIMEDEAL_DB_ADMIN_USER", "")
                .containsEntry("TIMEDEAL_DB_PREFIX", "timedeal_")
                .containsEntry("TIMEDEAL_MESSAGING_QUEUES", "QUORUM")
                .doesNotContainKey("TIMEDEAL_EUREKA_PASSWORD");
    }

    @Test
    void leadOneProcessToItsServersAnotherWay() throws IOException {
        var settings = PlatformSettings.from(root, Map.of())
                .withEnvironment("order-service-2", Map.of("TIMEDEAL_DB_PORT", "40001", "TIMEDEAL_DB_NAME", "other"));
        var environments = new Environments(settings, secrets);

        assertThat(environments.of(Member.of("order-service-2")))
                .containsEntry("TIMEDEAL_DB_PORT", "40001")
                .containsEntry("TIMEDEAL_DB_NAME", "timedeal_order");
        assertThat(environments.of(Member.of("order-service"))).containsEntry("TIMEDEAL_DB_PORT", "13306");
    }

    private Environments environments(Map<String, String> caller) {
        return new Environments(PlatformSettings.from(root, caller), secrets);
    }
}
