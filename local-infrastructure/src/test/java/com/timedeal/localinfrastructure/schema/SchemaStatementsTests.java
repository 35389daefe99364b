package com.timedeal.localinfrastructure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaStatementsTests {

    private static final ServiceAccount ORDER =
            new ServiceAccount("timedeal_order", "0123456789abcdef", "fedcba9876543210");

    @Test
    void grantsTheOwnSchemaAndNoOther() {
        assertThat(grants(ORDER))
                .containsExactly(
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON `timedeal\\_order`.* TO `timedeal_order`@`127.0.0.1`",
                        "GRANT ALL ON `timedeal\\_order`.* TO `timedeal_order_migration`@`127.0.0.1`",
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON `timedeal\\_order`.* TO `timedeal_order`@`localhost`",
                        "GRANT ALL ON `timedeal\\_order`.* TO `timedeal_order_migration`@`localhost`",
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON `timedeal\\_order`.* TO `timedeal_order`@`%`",
                        "GRANT ALL ON `timedeal\\_order`.* TO `timedeal_order_migration`@`%`");
    }

    @Test
    void givesWhatIsNoServiceOneAccountForEverything() {
        assertThat(grants(new ServiceAccount("timedeal_lab", "0123456789abcdef", null)))
                .hasSize(3)
                .allSatisfy(
                        grant -> assertThat(grant).startsWith("GRANT ALL ON `timedeal\\_lab`.* TO `timedeal_lab`@"));
    }

    private static List<String> grants(ServiceAccount account) {
        return SchemaStatements.forService(account, "utf8mb4_unicode_ci").stream()
                .filter(statement -> statement.startsWith("GRANT"))
                .toList();
    }

    @Test
    void quotesAPassword() {
        var account = new ServiceAccount("timedeal_order", "it's a back\\slash password", "fedcba9876543210");

        assertThat(SchemaStatements.forService(account, "utf8mb4_unicode_ci"))
                .contains("ALTER USER `timedeal_order`@`%` IDENTIFIED BY 'it''s a back\\\\slash password'");
    }

    @Test
    void writesEveryStatementOnOneLine() {
        assertThat(SchemaStatements.forService(ORDER, "utf8mb4_unicode_ci"))
                .allSatisfy(statement -> assertThat(statement).doesNotContain("\n", ";"));
    }

    @Test
    void takesPrefixAndPasswordsFromTheEnvironment() {
        var environment = Map.of(
                "TIMEDEAL_DB_PREFIX",
                "timedeal_test_",
                "TIMEDEAL_ORDER_DB_PASSWORD",
                "0123456789abcdef",
                "TIMEDEAL_ORDER_DB_MIGRATION_PASSWORD",
                "fedcba9876543210");

        assertThat(ServiceAccount.from(environment, List.of("order")))
                .containsExactly(new ServiceAccount("timedeal_test_order", "0123456789abcdef", "fedcba9876543210"));
        assertThatThrownBy(() -> ServiceAccount.from(environment, List.of()))
                .hasMessageStartingWith("TIMEDEAL_USER_DB_PASSWORD");
        assertThatThrownBy(() -> ServiceAccount.from(environment, List.of("mysql")))
                .hasMessageContaining("no schema for 'mysql'");
        assertThatThrownBy(() -> ServiceAccount.from(Map.of("TIMEDEAL_DB_PREFIX", "a`b"), List.of("order")))
                .hasMessageStartingWith("TIMEDEAL_DB_PREFIX");
    }

    @Test
    void dropsNothingButTestSchemas() {
        var nowhere = new ProvisionSchemas(new DatabaseAddress("127.0.0.1", 1, "root", ""));

        assertThatThrownBy(() -> nowhere.run(List.of(ORDER), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timedeal_order is not dropped");
    }

    @Test
    void keepsPasswordsOutOfLogs() {
        assertThat(ORDER).asString().doesNotContain("0123456789abcdef", "fedcba9876543210");
        assertThat(new DatabaseAddress("db", 3306, "root", "hidden")).asString().doesNotContain("hidden");
    }
}
