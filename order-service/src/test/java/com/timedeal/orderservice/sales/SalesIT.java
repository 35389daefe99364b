package com.timedeal.orderservice.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.orderservice.export.Files;
import com.timedeal.orderservice.order.OrderFilter;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class SalesIT extends OrderServiceFixture {

    private static final Logger log = LoggerFactory.getLogger(SalesIT.class);

    private static final int ROWS_PER_STATEMENT = 2_000;

    private static final String FORMULA = "=HYPERLINK(\"http://evil.example\")";

    private final UUID seller = UUID.randomUUID();
    private final UUID product = UUID.randomUUID();

    @LocalServerPort
    int port;

    @Autowired
    MeterRegistry meters;

    /** Before the fixture looks at the invariants: rows that were put there and not ordered have no history. */
    @AfterEach
    void dropWhatWasNotOrdered() {
        deleteAll("order_line", "product_id", product);
        deleteAll("orders", "target_id", product);
    }

    @Test
    void sellersSeeWhoBoughtTheirDeal() {
        var deal = PRODUCT_SERVICE.aDeal(
                2, 1, Instant.now().minusSeconds(60), Instant.now().plusSeconds(600));
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        buy(deal, first);
        buy(deal, second);
        var soldOut = meters.find("timedeal.deal.refusals").tag("reason", "SOLD_OUT");
        var before = soldOut.counter() == null ? 0 : soldOut.counter().count();
        assertThat(buy(deal, UUID.randomUUID()).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(soldOut.counter().count() - before).isEqualTo(1);
        var dealSeller = jdbc.sql("select seller_id from allotment where allotment_id = ?")
                .param(deal)
                .query(UUID.class)
                .single();

        var page = get("/api/v1/deals/" + deal + "/orders?size=1", dealSeller);

        assertThat(page.getBody()).containsEntry("totalItems", 2).containsEntry("totalPages", 2);
        assertThat(items(page))
                .singleElement()
                .satisfies(sale -> assertThat(sale)
                        .containsEntry("buyerId", second.toString())
                        .containsEntry("status", "PAYMENT_DUE")
                        .containsEntry("quantity", 1)
                        .containsEntry("unitPrice", 5_000)
                        .containsEntry("amount", 5_000)
                        .containsEntry("dealId", deal.toString())
                        .containsKeys("orderId", "productId", "placedAt")
                        .doesNotContainKey("address"));
        assertThat(items(get("/api/v1/deals/" + deal + "/orders?size=1&page=1", dealSeller)))
                .singleElement()
                .satisfies(sale -> assertThat(sale).containsEntry("buyerId", first.toString()));
        assertThat(items(get("/api/v1/deals/" + deal + "/orders?status=REJECTED", dealSeller)))
                .isEmpty();
        var dealProduct = items(page).getFirst().get("productId");
        assertThat(items(get("/api/v1/products/" + dealProduct + "/orders", dealSeller)))
                .as("a product's orders are also those of its deals")
                .hasSize(2);
        for (var path : List.of("/api/v1/deals/" + deal, "/api/v1/products/" + dealProduct)) {
            assertThat(get(path + "/orders", seller).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
            assertThat(get(path + "/orders/export?format=csv", seller).getStatusCode())
                    .isEqualTo(HttpStatus.NOT_FOUND);
        }
    }

    @Test
    void whatOthersSoldInTheSameOrderIsNotShown() {
        var others = UUID.randomUUID();
        sold(1, "PAID", "홍길동");
        jdbc.sql("""
                        insert into order_line (order_id, product_id, quantity, seller_id, name, unit_price)
                        select order_id, :others, 9, :otherSeller, 'Not yours', 1 from orders where target_id = :product
                        """)
                .param("others", others)
                .param("otherSeller", UUID.randomUUID())
                .param("product", product)
                .update();
        try {
            assertThat(items(get("/api/v1/products/" + product + "/orders", seller)))
                    .singleElement()
                    .satisfies(sale -> assertThat(sale)
                            .containsEntry("productId", product.toString())
                            .containsEntry("amount", 2_000));
            assertThat(get("/api/v1/products/" + others + "/orders", seller).getStatusCode())
                    .isEqualTo(HttpStatus.NOT_FOUND);
        } finally {
            jdbc.sql("delete from order_line where product_id = ?")
                    .param(others)
                    .update();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAID", "SHIPPED", "DELIVERED", "RETURN_REQUESTED", "RETURNED"})
    void theAddressIsShownFromPaymentOn(String status) {
        sold(1, status, "홍길동");

        assertThat(items(get("/api/v1/products/" + product + "/orders", seller)))
                .singleElement()
                .satisfies(sale -> assertThat(sale.get("address"))
                        .isEqualTo(Map.of(
                                "recipient", "홍길동",
                                "phone", "010-1234-5678",
                                "zipCode", "04524",
                                "line1", "세종대로 110",
                                "line2", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAYMENT_DUE", "EXPIRED", "CANCELLED"})
    void theAddressIsNotShownOtherwise(String status) throws Exception {
        sold(1, status, "홍길동");

        assertThat(items(get("/api/v1/products/" + product + "/orders", seller)))
                .singleElement()
                .satisfies(
                        sale -> assertThat(sale).containsEntry("status", status).doesNotContainKey("address"));
        assertThat(Files.read("csv", download("csv").getBody()).get(1)).doesNotContain("홍길동", "세종대로 110");
    }

    @Test
    void onlySellersAsk() {
        sold(1, "PAID", "홍길동");

        for (var path : List.of("/orders", "/orders/export?format=csv")) {
            assertThat(call(HttpMethod.GET, "/api/v1/products/" + product + path, seller, null, null)
                            .getStatusCode())
                    .isEqualTo(HttpStatus.FORBIDDEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "csv"})
    void twentyThousandOrdersComeWholeAndOnce(String format) throws Exception {
        sold(20_000, "PAID", FORMULA);
        var started = System.nanoTime();

        var answer = download(format);

        log.info(
                "20,000 rows as {}: {} KB in {} ms",
                format,
                answer.getBody().length / 1_024,
                (System.nanoTime() - started) / 1_000_000);
        assertThat(answer.getHeaders().getContentDisposition().getFilename())
                .isEqualTo("product-" + product + "-orders." + format);
        var rows = Files.read(format, answer.getBody());
        assertThat(rows).hasSize(20_001);
        var orderIds = rows.stream().skip(1).map(List::getFirst).toList();
        assertThat(orderIds).doesNotHaveDuplicates();
        assertThat(orderIds).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(rows.stream().skip(1))
                .allSatisfy(row -> assertThat(row.subList(10, 14))
                        .containsExactly("'" + FORMULA, "010-1234-5678", "04524", "세종대로 110"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "csv"})
    void whatFailsInTheMiddleDoesNotLookWhole(String format) throws Exception {
        sold(5_000, "PAID", "홍길동");
        jdbc.sql("update orders set address = 'broken' where target_id = ? order by order_id limit 1")
                .param(product)
                .update();

        assertThatThrownBy(() -> download(format)).isInstanceOf(IOException.class);
    }

    @Test
    void whatFailsAtOnceIsAnsweredWithAProblem() {
        sold(1, "PAID", "홍길동");
        jdbc.sql("update orders set address = 'broken' where target_id = ?")
                .param(product)
                .update();

        var answer = get("/api/v1/products/" + product + "/orders/export?format=csv", seller);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(answer.getHeaders().getContentDisposition().isAttachment()).isFalse();
        assertThat(code(answer)).isEqualTo("INTERNAL_ERROR");
    }

    @Test
    void aPageCostsTheSameHoweverManyOrdersThereAre() {
        sold(3_000, "PAID", "홍길동");
        jdbc.sql("update orders set deal_id = :product where target_id = :product")
                .param("product", product)
                .update();
        assertReadsLittle(new Goods.OfDeal(product));

        // Among many newer ones of other products.
        var others = UUID.randomUUID();
        jdbc.sql("update order_line set product_id = ? where product_id = ? order by order_id desc limit 2700")
                .params(others, product)
                .update();
        try {
            assertReadsLittle(new Goods.OfProduct(product));
        } finally {
            jdbc.sql("delete from order_line where product_id = ?")
                    .param(others)
                    .update();
        }
    }

    private void assertReadsLittle(Goods goods) {
        var rows = new Sales(jdbc).rows(seller, goods, new OrderFilter(null, null, null));
        var before = rowsRead();
        var page = rows.after(null, 100);
        var next = rows.after(page.getLast(), 100);

        assertThat(rowsRead() - before).as("rows read for 200 of %s", goods).isLessThan(2_000);
        assertThat(page).hasSize(100);
        assertThat(next).hasSize(100).doesNotContainAnyElementsOf(page);
    }

    /** Rows that the server has read, one way or another. */
    private long rowsRead() {
        return jdbc.sql("""
                        select sum(variable_value) from information_schema.global_status
                        where variable_name in ('HANDLER_READ_RND_NEXT', 'HANDLER_READ_NEXT', 'HANDLER_READ_PREV', 'HANDLER_READ_RND')
                        """).query(Long.class).single();
    }

    /** Orders as they will look one day, without their history; not too many in one statement, which has a time limit. */
    private void sold(int orders, String status, String recipient) {
        var address =
                "{\"recipient\":\"%s\",\"phone\":\"010-1234-5678\",\"zipCode\":\"04524\",\"line1\":\"세종대로 110\",\"line2\":\"\"}"
                        .formatted(recipient.replace("\"", "\\\""));
        for (var first = 1; first <= orders; first += ROWS_PER_STATEMENT) {
            var last = Math.min(orders, first + ROWS_PER_STATEMENT - 1);
            jdbc.sql("""
                            insert into orders
                                (order_id, user_id, target_id, request_hash, status, units, total, address, placed_at,
                                 entered_at)
                            select concat('01990000-0000-7000-8000-', lpad(hex(seq), 12, '0')), uuid(), :product,
                                repeat('0', 32), :status, 2, 2000, :address, sysdate(6) - interval :orders - seq second,
                                sysdate(6)
                            from seq_1_to_20000 where seq between :first and :last
                            """)
                    .param("product", product)
                    .param("status", status)
                    .param("orders", orders)
                    .param("address", address)
                    .param("first", first)
                    .param("last", last)
                    .update();
            jdbc.sql("""
                            insert into order_line (order_id, product_id, quantity, seller_id, name, unit_price)
                            select concat('01990000-0000-7000-8000-', lpad(hex(seq), 12, '0')), :product, 2, :seller,
                                '램프', 1000
                            from seq_1_to_20000 where seq between :first and :last
                            """)
                    .param("product", product)
                    .param("seller", seller)
                    .param("first", first)
                    .param("last", last)
                    .update();
        }
    }

    private void deleteAll(String table, String column, UUID value) {
        var sql = "delete from " + table + " where " + column + " = ? limit " + ROWS_PER_STATEMENT;
        while (jdbc.sql(sql).param(value).update() == ROWS_PER_STATEMENT) {}
    }

    private ResponseEntity<Map<String, Object>> buy(UUID deal, UUID buyer) {
        return call(HttpMethod.POST, "/api/v1/deals/" + deal + "/orders", buyer, "k", Map.of("quantity", 1));
    }

    private ResponseEntity<Map<String, Object>> get(String path, UUID user) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(TestTokens.of(user, Role.SELLER));
        return http.exchange(path, HttpMethod.GET, new HttpEntity<>(headers), new ParameterizedTypeReference<>() {});
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(ResponseEntity<Map<String, Object>> page) {
        return (List<Map<String, Object>>) page.getBody().get("items");
    }

    /** By a client that says so when an answer breaks off. */
    private ResponseEntity<byte[]> download(String format) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var uri = "http://127.0.0.1:" + port + "/api/v1/products/" + product + "/orders/export?format=" + format;
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(uri))
                            .header("Authorization", "Bearer " + TestTokens.of(seller, Role.SELLER))
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            var headers = new HttpHeaders();
            answer.headers().map().forEach(headers::addAll);
            return new ResponseEntity<>(answer.body(), headers, answer.statusCode());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
