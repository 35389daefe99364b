package com.timedeal.productservice.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.boot.test.json.JacksonTester;

/** What the cache holds; whoever changes it here must change {@code RedisEntries.SHAPE} too. */
@JsonTest
class ShownProductJsonTests {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

    @Autowired
    private JacksonTester<ShownProduct> products;

    @Autowired
    private JacksonTester<ProductPage> pages;

    @Test
    void aProductIsReadAsItWasWritten() throws IOException {
        var product = new ShownProduct(
                new ProductView(
                        ID,
                        ID,
                        "Lamp",
                        "",
                        "etc",
                        10_000,
                        5,
                        Map.of("colour", "red"),
                        Instant.parse("2026-01-01T00:00:00.123456Z")),
                true);

        var json = products.write(product);

        assertThat(json).isStrictlyEqualToJson("""
                {"view": {"productId": "01900000-0000-7000-8000-000000000001",
                          "sellerId": "01900000-0000-7000-8000-000000000001", "name": "Lamp", "description": "",
                          "category": "etc", "price": 10000, "stock": 5, "attributes": {"colour": "red"},
                          "createdAt": "2026-01-01T00:00:00.123456Z"},
                 "withdrawn": true}
                """);
        assertThat(products.parseObject(json.getJson())).isEqualTo(product);
    }

    @Test
    void aPageIsReadAsItWasWritten() throws IOException {
        var page = new ProductPage(List.of(ID), 31);

        var json = pages.write(page);

        assertThat(json).isStrictlyEqualToJson("""
                {"productIds": ["01900000-0000-7000-8000-000000000001"], "totalItems": 31}
                """);
        assertThat(pages.parseObject(json.getJson())).isEqualTo(page);
    }
}
