package com.timedeal.orderservice.myorders;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.orderservice.export.Files;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class MyOrdersIT extends OrderServiceFixture {

    private final UUID buyer = UUID.randomUUID();

    @Test
    void showsWhatWasSoldWhereItGoesAndHowItCameToThat() {
        var lamp = PRODUCT_SERVICE.aProduct(5);
        var order = orderId(place("k", lamp, 2));

        var detail = call(HttpMethod.GET, "/api/v1/orders/" + order, buyer, null, null)
                .getBody();

        assertThat(detail)
                .containsEntry("orderId", order)
                .containsEntry("status", "PAYMENT_DUE")
                .containsEntry("total", 20_000)
                .containsKeys("paymentDueAt", "createdAt")
                .doesNotContainKey("reason");
        assertThat(detail.get("items"))
                .isEqualTo(List.of(
                        Map.of("productId", lamp.toString(), "name", "Lamp", "unitPrice", 10_000, "quantity", 2)));
        assertThat(detail.get("address"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("recipient", "홍길동")
                .containsEntry("zipCode", "04524");
        assertThat(detail.get("history"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
                .extracting(step -> step.get("status"))
                .containsExactly("PENDING", "PAYMENT_DUE");
    }

    /** Orders placed before the first state was known from the order have a row for it. */
    @Test
    void tellsTheFirstStateOnceAlsoWhereItHasARow() {
        var order = orderId(place("k", PRODUCT_SERVICE.aProduct(1), 1));
        jdbc.sql("insert into order_transition select order_id, 'PENDING', placed_at from orders where order_id = ?")
                .param(order)
                .update();

        assertThat(call(HttpMethod.GET, "/api/v1/orders/" + order, buyer, null, null)
                        .getBody()
                        .get("history"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
                .extracting(step -> step.get("status"))
                .containsExactly("PENDING", "PAYMENT_DUE");
    }

    @Test
    void saysWhyAnOrderCameToNothing() {
        place("k", PRODUCT_SERVICE.aProduct(1), 2);
        var order = items("").getFirst().get("orderId");

        assertThat(call(HttpMethod.GET, "/api/v1/orders/" + order, buyer, null, null)
                        .getBody())
                .containsEntry("status", "REJECTED")
                .containsEntry("reason", "INSUFFICIENT_STOCK");
    }

    @Test
    void filtersByStatusAndTime() {
        place("k1", PRODUCT_SERVICE.aProduct(1), 2);
        var accepted = orderId(place("k2", PRODUCT_SERVICE.aProduct(1), 1));
        jdbc.sql("update orders set placed_at = placed_at - interval 3 day where user_id = ? and status = 'REJECTED'")
                .param(buyer)
                .update();
        jdbc.sql("""
                        update order_transition t join orders o on o.order_id = t.order_id
                        set t.occurred_at = t.occurred_at - interval 3 day
                        where o.user_id = ? and o.status = 'REJECTED'
                        """).param(buyer).update();
        var yesterday = Instant.now().minus(1, ChronoUnit.DAYS);

        assertThat(items("")).hasSize(2);
        assertThat(items("?status=PAYMENT_DUE"))
                .extracting(o -> o.get("orderId"))
                .containsExactly(accepted);
        assertThat(items("?from=" + yesterday))
                .extracting(o -> o.get("orderId"))
                .containsExactly(accepted);
        assertThat(items("?to=" + yesterday)).extracting(o -> o.get("status")).containsExactly("REJECTED");
        assertThat(items("?status=PAYMENT_DUE&to=" + yesterday)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?status=LOST",
                "?from=yesterday",
                "?from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:00Z",
                "/export?status=LOST&format=csv",
                "/export",
                "/export?format=pdf"
            })
    void refusesAQuestionThatMakesNoSense(String query) {
        var answer = call(HttpMethod.GET, "/api/v1/orders" + query, buyer, null, null);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getHeaders().getContentType().toString()).startsWith("application/problem+json");
        assertThat(answer.getBody()).containsKeys("code", "detail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "csv"})
    void exportsOnesOwnOrdersLineByLine(String format) throws Exception {
        var products = IntStream.range(0, 3)
                .mapToObj(i -> PRODUCT_SERVICE.aProduct(50))
                .toList();
        var expected = new ArrayList<List<String>>();
        for (var i = 0; i < 7; i++) {
            var order = call(
                    HttpMethod.POST,
                    "/api/v1/orders",
                    buyer,
                    "k" + i,
                    Map.of("address", ADDRESS, "items", List.of(item(products.get(0)), item(products.get(i % 2 + 1)))));
            for (var product : List.of(products.get(0), products.get(i % 2 + 1))) {
                expected.add(List.of((String) orderId(order), product.toString()));
            }
        }
        // Somebody else's.
        call(
                HttpMethod.POST,
                "/api/v1/orders",
                UUID.randomUUID(),
                "k",
                Map.of("address", ADDRESS, "items", List.of(item(products.getFirst()))));

        var answer = download("/api/v1/orders/export?status=PAYMENT_DUE&format=" + format);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getHeaders().getContentDisposition().getFilename()).isEqualTo("orders." + format);
        var rows = Files.read(format, answer.getBody());
        assertThat(rows.getFirst()).startsWith("orderId", "status", "placedAt").endsWith("orderTotal");
        assertThat(rows.stream().skip(1).map(row -> List.of(row.get(0), row.get(4))))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rows.get(1).getFirst())
                .as("newest first")
                .isEqualTo(expected.getLast().getFirst());
        assertThat(rows.get(1).subList(5, 11)).containsExactly("Lamp", "10000", "1", "10000", "0", "20000");
    }

    @Test
    void anEmptyExportHasItsHeader() throws Exception {
        assertThat(Files.read(
                        "xlsx", download("/api/v1/orders/export?format=xlsx").getBody()))
                .hasSize(1);
    }

    private static final Map<String, Object> ADDRESS =
            Map.of("recipient", "홍길동", "phone", "010-1234-5678", "zipCode", "04524", "line1", "서울특별시 중구 세종대로 110");

    private static Map<String, Object> item(UUID product) {
        return Map.of("productId", product, "quantity", 1);
    }

    private ResponseEntity<Map<String, Object>> place(String key, UUID product, long quantity) {
        return call(
                HttpMethod.POST,
                "/api/v1/orders",
                buyer,
                key,
                Map.of("address", ADDRESS, "items", List.of(Map.of("productId", product, "quantity", quantity))));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> items(String query) {
        return (List<Map<String, Object>>) call(HttpMethod.GET, "/api/v1/orders" + query, buyer, null, null)
                .getBody()
                .get("items");
    }

    private ResponseEntity<byte[]> download(String path) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(TestTokens.of(buyer, Role.BUYER));
        return http.exchange(path, HttpMethod.GET, new HttpEntity<>(headers), byte[].class);
    }
}
