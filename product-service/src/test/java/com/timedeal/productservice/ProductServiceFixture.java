package com.timedeal.productservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.audit.Audit;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestTokenKeys;
import com.timedeal.servicedefaults.identity.TestTokens;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The running service on real servers, with order-service played by a fake; one context for all tests. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "eureka.client.enabled=false",
            "spring.http.client.factory=jdk",
            "timedeal.deals.sweep-interval=1h"
        })
@Import(TestTokenKeys.class)
public abstract class ProductServiceFixture {

    protected static final FakeOrderService ORDER_SERVICE = new FakeOrderService();

    @Autowired
    protected TestRestTemplate http;

    @Autowired
    protected JdbcClient jdbc;

    protected final UUID seller = UUID.randomUUID();

    @DynamicPropertySource
    static void orderServiceIsTheFake(DynamicPropertyRegistry properties) {
        properties.add("spring.cloud.discovery.client.simple.instances.order-service[0].uri", ORDER_SERVICE::uri);
    }

    @Autowired
    Audit audit;

    /** Whatever a test did, the promises that hold at any time must hold after it. */
    @AfterEach
    void everyInvariantHolds() {
        assertThat(audit.evaluate().invariants())
                .filteredOn(finding -> !finding.onceQuiet())
                .allSatisfy(finding -> assertThat(finding.discrepancies())
                        .as(finding.statement())
                        .isEmpty());
    }

    @BeforeEach
    void orderServiceAgrees() {
        ORDER_SERVICE.answers(204);
        ORDER_SERVICE.calls().clear();
    }

    protected ResponseEntity<Map<String, Object>> call(
            HttpMethod method, String path, UUID user, String key, Object body, Role... roles) {
        var headers = new HttpHeaders();
        if (user != null) {
            headers.setBearerAuth(TestTokens.of(user, roles));
        }
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return http.exchange(
                path,
                method,
                new HttpEntity<>(body, headers),
                new org.springframework.core.ParameterizedTypeReference<>() {});
    }

    protected ResponseEntity<Map<String, Object>> asSeller(HttpMethod method, String path, String key, Object body) {
        return call(method, path, seller, key, body, Role.BUYER, Role.SELLER);
    }

    /** @return the id of a new product of {@link #seller} */
    protected UUID aProduct(long stock) {
        var answer = asSeller(
                HttpMethod.POST, "/api/v1/products", null, Map.of("name", "Lamp", "price", 10_000, "stock", stock));
        return UUID.fromString((String) answer.getBody().get("productId"));
    }

    protected long onTheShelf(UUID productId) {
        return jdbc.sql("select available from stock where product_id = ?")
                .param(productId)
                .query(Long.class)
                .single();
    }

    protected long inTheLedger(UUID productId) {
        return jdbc.sql("select coalesce(sum(quantity), 0) from stock_movement where product_id = ?")
                .param(productId)
                .query(Long.class)
                .single();
    }
}
