package com.timedeal.productservice.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.boot.test.json.JacksonTester;

/** What the cache holds; whoever changes it here must change {@code RedisEntries.SHAPE} too. */
@JsonTest
class ShownDealJsonTests {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");

    @Autowired
    private JacksonTester<Deal> deals;

    @Autowired
    private JacksonTester<DealPage> pages;

    @Test
    void aDealIsReadAsItWasWritten() throws IOException {
        var deal = new Deal(
                ID, ID, ID, 5_000, 10, 2, AT, AT, DealStatus.CLOSED, 0, AT, AT, new Deal.Settlement(7, 1, 2, AT), AT);

        var json = deals.write(deal);

        assertThat(json).isStrictlyEqualToJson("""
                {"dealId": "01900000-0000-7000-8000-000000000001", "productId": "01900000-0000-7000-8000-000000000001",
                 "sellerId": "01900000-0000-7000-8000-000000000001", "dealPrice": 5000, "quantity": 10,
                 "perUserLimit": 2, "opensAt": "2026-01-01T00:00:00.123456Z", "closesAt": "2026-01-01T00:00:00.123456Z",
                 "status": "CLOSED", "left": 0, "openedAt": "2026-01-01T00:00:00.123456Z",
                 "closedAt": "2026-01-01T00:00:00.123456Z",
                 "settlement": {"sold": 7, "held": 1, "unsold": 2, "settledAt": "2026-01-01T00:00:00.123456Z"},
                 "readAt": "2026-01-01T00:00:00.123456Z"}
                """);
        assertThat(deals.parseObject(json.getJson())).isEqualTo(deal);
    }

    @Test
    void aDealThatHasNotOpenedIsReadAsItWasWritten() throws IOException {
        var deal = new Deal(ID, ID, ID, 5_000, 10, 2, AT, AT, DealStatus.SCHEDULED, 10, null, null, null, AT);

        assertThat(deals.parseObject(deals.write(deal).getJson())).isEqualTo(deal);
    }

    @Test
    void aPageIsReadAsItWasWritten() throws IOException {
        var page = new DealPage(List.of(ID), 31);

        var json = pages.write(page);

        assertThat(json).isStrictlyEqualToJson("""
                {"dealIds": ["01900000-0000-7000-8000-000000000001"], "totalItems": 31}
                """);
        assertThat(pages.parseObject(json.getJson())).isEqualTo(page);
    }
}
