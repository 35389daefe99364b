package com.timedeal.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.audit.Audit;
import com.timedeal.servicedefaults.audit.AuditReport;
import com.timedeal.servicedefaults.audit.SeededBug;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each invariant sees what breaks it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "eureka.client.enabled=false")
class AuditIT {

    private final UUID account = UUID.randomUUID();

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void anAccount() {
        insert(account);
    }

    @AfterEach
    void everyInvariantHoldsAgain() {
        assertThat(audit.evaluate().invariants())
                .allSatisfy(finding -> assertThat(finding.discrepancies())
                        .as(finding.statement())
                        .isEmpty());
        // Nobody can open what they hold.
        jdbc.sql("delete from account where email_sealed like 'test:%'").update();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void sees(SeededBug bug) {
        var other = UUID.randomUUID();
        insert(other);

        bug.isSeenBy(audit, jdbc, Map.of("account", account, "other", other));
    }

    @Test
    void noInvariantIsLeftOut() {
        assertThat(bugs().map(SeededBug::invariant))
                .containsExactlyInAnyOrderElementsOf(audit.evaluate().invariants().stream()
                        .map(AuditReport.Finding::id)
                        .toList());
    }

    static Stream<SeededBug> bugs() {
        return Stream.of(
                SeededBug.row(
                        "I23", "account", "id = :other", "email_hash = null", "email_hash = unhex(sha2(:other, 256))"),
                SeededBug.row("U1", "account", "id = :account", "roles = 'SELLER'", "roles = 'BUYER'"),
                new SeededBug(
                        "U2",
                        List.of("update account a join account b on b.id = :account"
                                + " set a.password_hash = b.password_hash where a.id = :other"),
                        List.of("delete from account where id = :other")),
                SeededBug.row("U3", "account", "id = :account", "name_sealed = 'Kim'", "name_sealed = nickname_sealed"),
                SeededBug.row("U4", "account", "id = :account", "token_version = -1", "token_version = 0"),
                new SeededBug(
                        "I25",
                        List.of("insert into outbox (message_id, name, body, occurred_at)"
                                + " values (:other, 'nobody.listens', '{}', sysdate(6))"),
                        List.of("delete from outbox where message_id = :other")));
    }

    /** With a password that nobody knows. */
    private void insert(UUID id) {
        jdbc.sql("""
                        insert into account (id, email_hash, email_sealed, password_hash, name_sealed, nickname_sealed,
                                             phone_sealed, roles, created_at)
                        values (:id, unhex(sha2(:id, 256)), :sealed, concat('$argon2id$v=19$m=19456,t=2,p=1$', :salt, '$x'),
                                :sealed, :sealed, :sealed, 'BUYER', sysdate(6))
                        """)
                .param("id", id)
                .param("sealed", "test:" + "A".repeat(40))
                .param("salt", id.toString())
                .update();
    }
}
