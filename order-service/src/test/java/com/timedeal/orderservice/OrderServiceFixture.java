package com.timedeal.orderservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.audit.Audit;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestTokenKeys;
import com.timedeal.servicedefaults.identity.TestTokens;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The running service on real servers, with product-service played by a fake; one context for all tests. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "eureka.client.enabled=false",
            // Apache's client would wait and repeat a request that was answered 503.
            "spring.http.client.factory=jdk",
            "timedeal.orders.sweep-interval=1h",
            "timedeal.deals.settle-interval=1h",
            // Tests sweep themselves, at the moment that they mean.
            "timedeal.payment.sweep-interval=1h",
            "timedeal.payment.callback-secret=" + OrderServiceFixture.CALLBACK_SECRET
        })
@Import(TestTokenKeys.class)
public abstract class OrderServiceFixture {

    protected static final String CALLBACK_SECRET = "a-throw-away-secret-of-the-tests";

    protected static final FakeProductService PRODUCT_SERVICE = new FakeProductService();

    @Autowired
    protected TestRestTemplate http;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    CircuitBreakerRegistry breakers;

    @DynamicPropertySource
    static void productServiceIsTheFake(DynamicPropertyRegistry properties) {
        properties.add("spring.cloud.discovery.client.simple.instances.product-service[0].uri", PRODUCT_SERVICE::uri);
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
    protected void productServiceIsWell() {
        PRODUCT_SERVICE.is(FakeProductService.Mood.WELL);
        PRODUCT_SERVICE.calls();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    protected ResponseEntity<Map<String, Object>> call(
            HttpMethod method, String path, UUID user, String key, Object body) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(TestTokens.of(user, Role.BUYER));
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return http.exchange(path, method, new HttpEntity<>(body, headers), new ParameterizedTypeReference<>() {});
    }

    protected static Object code(ResponseEntity<Map<String, Object>> answer) {
        return answer.getBody().get("code");
    }

    protected static Object orderId(ResponseEntity<Map<String, Object>> answer) {
        return answer.getBody().get("orderId");
    }

    protected static <T> List<T> atOnce(int callers, IndexedCall<T> call) throws Exception {
        var go = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, callers)
                    .mapToObj(i -> executor.submit(() -> {
                        go.await();
                        return call.apply(i);
                    }))
                    .toList();
            go.countDown();
            var results = new ArrayList<T>();
            for (var result : calls) {
                results.add(result.get());
            }
            return results;
        }
    }

    protected interface IndexedCall<T> {
        T apply(int i) throws Exception;
    }
}
