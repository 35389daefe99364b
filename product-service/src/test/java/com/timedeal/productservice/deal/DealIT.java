package com.timedeal.productservice.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.productservice.ProductServiceFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class DealIT extends ProductServiceFixture {

    private final Map<UUID, List<UUID>> sent = new HashMap<>();

    @Autowired
    RabbitTemplate rabbit;

    @Autowired
    SweepDeals sweepDeals;

    @Test
    void setsItsUnitsAsideAndAnnouncesItself() {
        var product = aProduct(100);
        var opensAt = Instant.now().plusSeconds(3600);

        var dealId = aDeal(product, 30, opensAt);

        assertThat(onTheShelf(product)).isEqualTo(70);
        var shown = call(HttpMethod.GET, "/api/v1/deals/" + dealId, null, null, null)
                .getBody();
        assertThat(shown)
                .containsEntry("status", "SCHEDULED")
                .containsEntry("quantity", 30)
                .containsEntry("left", 30)
                .containsEntry("soldOut", false)
                .containsKey("serverTime");
        assertThat(jdbc.sql("select count(*) from outbox where name = 'deal.scheduled' and body like ?")
                        .param("%" + dealId + "%")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void isMadeOncePerKey() {
        var product = aProduct(100);
        var request = request(product, 30, Instant.now().plusSeconds(3600));

        var first = asSeller(HttpMethod.POST, "/api/v1/deals", "k", request);
        var again = asSeller(HttpMethod.POST, "/api/v1/deals", "k", request);
        var other = asSeller(
                HttpMethod.POST,
                "/api/v1/deals",
                "k",
                request(product, 31, Instant.now().plusSeconds(3600)));

        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(other.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(onTheShelf(product)).isEqualTo(70);
    }

    @Test
    void needsEnoughStock() {
        var product = aProduct(10);

        var answer = asSeller(
                HttpMethod.POST,
                "/api/v1/deals",
                "k",
                request(product, 11, Instant.now().plusSeconds(60)));

        assertThat(code(answer)).isEqualTo("INSUFFICIENT_STOCK");
        assertThat(onTheShelf(product)).isEqualTo(10);
    }

    @Test
    void refusesTheProductOfAnotherSellerAsIfItDidNotExist() {
        var product = aProduct(10);

        var answer = call(
                HttpMethod.POST,
                "/api/v1/deals",
                UUID.randomUUID(),
                "k",
                request(product, 1, Instant.now().plusSeconds(60)),
                com.timedeal.servicedefaults.identity.Role.SELLER);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void explainsWhatIsWrongWithAWindow() {
        var product = aProduct(10);

        assertThat(code(asSeller(
                        HttpMethod.POST,
                        "/api/v1/deals",
                        "k1",
                        request(product, 1, Instant.now().minusSeconds(1)))))
                .isEqualTo("INVALID_WINDOW");
        assertThat(code(asSeller(HttpMethod.POST, "/api/v1/deals", "k2", Map.of("productId", product))))
                .isEqualTo("INVALID_REQUEST");
    }

    @Test
    void opensByItsMessageOnceAndNeverEarly() {
        var product = aProduct(20);
        var early = aDeal(product, 5, Instant.now().plusSeconds(3600));
        var due = aDeal(product, 5, Instant.now().plusSeconds(3600));
        makeDue(due, "opens_at");

        var messageId = UUID.randomUUID();
        for (var i = 0; i < 5; i++) {
            send("deal.opening-due", messageId, Map.of("messageId", messageId, "dealId", due));
        }
        var earlyMessage = UUID.randomUUID();
        send("deal.opening-due", earlyMessage, Map.of("messageId", earlyMessage, "dealId", early));
        // Behind the early one in the same queue: when it has been handled, so has the early one.
        var last = aDeal(product, 1, Instant.now().plusSeconds(3600));
        makeDue(last, "opens_at");
        send("deal.opening-due", UUID.randomUUID(), Map.of("messageId", UUID.randomUUID(), "dealId", last));

        await().untilAsserted(() -> assertThat(status(last)).isEqualTo("OPEN"));
        assertThat(status(due)).isEqualTo("OPEN");
        assertThat(status(early)).isEqualTo("SCHEDULED");
    }

    @Test
    void waitsForAMomentWhenItsMessageIsALittleEarly() {
        var product = aProduct(10);
        var deal = aDeal(product, 5, Instant.now().plusSeconds(3600));
        jdbc.sql("update deal set opens_at = sysdate(6) + interval 400000 microsecond where deal_id = ?")
                .param(deal)
                .update();

        send("deal.opening-due", UUID.randomUUID(), Map.of("messageId", UUID.randomUUID(), "dealId", deal));

        await().untilAsserted(() -> assertThat(status(deal)).isEqualTo("OPEN"));
        assertThat(jdbc.sql("""
                        select t.occurred_at >= d.opens_at
                        from deal d join deal_transition t on t.deal_id = d.deal_id and t.status = 'OPEN'
                        where d.deal_id = ?
                        """).param(deal).query(Boolean.class).single()).isTrue();
    }

    @Test
    void opensAndClosesThoughItsMessagesAreLost() {
        var product = aProduct(10);
        var deal = aDeal(product, 5, Instant.now().plusSeconds(3600));
        makeDue(deal, "opens_at");

        sweepDeals.moveOverdue();
        assertThat(status(deal)).isEqualTo("OPEN");

        makeDue(deal, "closes_at");
        sweepDeals.moveOverdue();
        assertThat(status(deal)).isEqualTo("CLOSED");
    }

    @Test
    void cancellingAsksTheAllotmentFirst() {
        var product = aProduct(10);
        var deal = aDeal(product, 4, Instant.now().plusSeconds(3600));

        ORDER_SERVICE.answers(409);
        assertThat(code(asSeller(HttpMethod.DELETE, "/api/v1/deals/" + deal, null, null)))
                .isEqualTo("ALREADY_OPEN");
        assertThat(onTheShelf(product)).isEqualTo(6);

        ORDER_SERVICE.answers(503);
        assertThat(code(asSeller(HttpMethod.DELETE, "/api/v1/deals/" + deal, null, null)))
                .isEqualTo("UNKNOWN_OUTCOME");

        ORDER_SERVICE.answers(204);
        for (var i = 0; i < 2; i++) {
            assertThat(asSeller(HttpMethod.DELETE, "/api/v1/deals/" + deal, null, null)
                            .getStatusCode())
                    .isEqualTo(HttpStatus.NO_CONTENT);
        }
        assertThat(status(deal)).isEqualTo("CANCELLED");
        assertThat(onTheShelf(product)).isEqualTo(10);
        assertThat(ORDER_SERVICE.calls()).containsOnly("PUT /internal/allotments/" + deal + "/cancellation");
    }

    @Test
    void anAllotmentCancelledBehindOurBackCancelsTheDeal() {
        var product = aProduct(10);
        var deal = aDeal(product, 4, Instant.now().plusSeconds(3600));

        settled(deal, true, 0, 0, 0);

        await().untilAsserted(() -> assertThat(status(deal)).isEqualTo("CANCELLED"));
        assertThat(onTheShelf(product)).isEqualTo(10);
    }

    @Test
    void aDealCalledOffInTimeGivesItsUnitsBackThoughItWasShownAsOpen() {
        var product = aProduct(10);
        var deal = aDeal(product, 4, Instant.now().plusSeconds(3600));
        makeDue(deal, "opens_at");
        sweepDeals.moveOverdue();
        assertThat(status(deal)).isEqualTo("OPEN");

        settled(deal, true, 0, 0, 0);

        await().untilAsserted(() -> assertThat(status(deal)).isEqualTo("CANCELLED"));
        assertThat(onTheShelf(product)).isEqualTo(10);
    }

    @Test
    void asksForASettlementWhoseMessageWasLost() {
        var product = aProduct(10);
        var deal = aDeal(product, 8, Instant.now().plusSeconds(3600));
        makeDue(deal, "opens_at");
        jdbc.sql("update deal set opens_at = sysdate(6) - interval 2 minute, closes_at = sysdate(6) - interval 1 minute"
                        + " where deal_id = ?")
                .param(deal)
                .update();
        sweepDeals.moveOverdue();
        ORDER_SERVICE.settles("{\"cancelled\":false,\"sold\":1,\"held\":2,\"unsold\":5}");

        sweepDeals.settleOverdue();
        sweepDeals.settleOverdue();

        assertThat(onTheShelf(product)).isEqualTo(7);
    }

    @Test
    void settlementPutsUnsoldUnitsBackOnce() {
        var product = aProduct(10);
        var deal = aDeal(product, 8, Instant.now().plusSeconds(3600));
        makeDue(deal, "opens_at");
        makeDue(deal, "closes_at");

        settled(deal, false, 4, 1, 3);
        settled(deal, false, 4, 1, 3);

        await().untilAsserted(() ->
                assertThat(handled("product.allotment.settled", deal)).isEqualTo(2));
        assertThat(status(deal)).isEqualTo("CLOSED");
        assertThat(onTheShelf(product)).isEqualTo(5);
        var shown =
                call(HttpMethod.GET, "/api/v1/deals/" + deal, null, null, null).getBody();
        assertThat(shown).containsEntry("sold", 4).containsEntry("held", 1).containsEntry("unsold", 3);
    }

    @Test
    void showsTheNewestLevelWhateverTheOrderOfArrival() {
        var product = aProduct(10);
        var deal = aDeal(product, 8, Instant.now().plusSeconds(3600));

        for (var version : new long[] {2, 5, 3}) {
            var id = UUID.randomUUID();
            send(
                    "allotment.level",
                    id,
                    Map.of("messageId", id, "allotmentId", deal, "left", 8 - version, "version", version));
        }

        await().untilAsserted(() -> assertThat(call(HttpMethod.GET, "/api/v1/deals/" + deal, null, null, null)
                        .getBody())
                .containsEntry("left", 3));
    }

    private UUID aDeal(UUID product, long quantity, Instant opensAt) {
        var answer = asSeller(
                HttpMethod.POST, "/api/v1/deals", UUID.randomUUID().toString(), request(product, quantity, opensAt));
        assertThat(answer.getStatusCode()).as(String.valueOf(answer.getBody())).isEqualTo(HttpStatus.CREATED);
        return UUID.fromString((String) answer.getBody().get("dealId"));
    }

    private static Map<String, Object> request(UUID product, long quantity, Instant opensAt) {
        return Map.of(
                "productId",
                product,
                "dealPrice",
                5_000,
                "quantity",
                quantity,
                "perUserLimit",
                1,
                "opensAt",
                opensAt.toString(),
                "closesAt",
                opensAt.plus(Duration.ofHours(1)).toString());
    }

    /** Moves one end of the window into the past, which no request could. */
    private void makeDue(UUID deal, String column) {
        var ago = column.equals("opens_at") ? 2 : 1;
        jdbc.sql("update deal set " + column + " = sysdate(6) - interval ? second where deal_id = ?")
                .params(ago, deal)
                .update();
    }

    private void settled(UUID deal, boolean cancelled, long sold, long held, long unsold) {
        var id = UUID.randomUUID();
        sent.computeIfAbsent(deal, any -> new ArrayList<>()).add(id);
        send(
                "allotment.settled",
                id,
                Map.of(
                        "messageId", id,
                        "allotmentId", deal,
                        "cancelled", cancelled,
                        "sold", sold,
                        "held", held,
                        "unsold", unsold));
    }

    private void send(String name, UUID messageId, Map<String, Object> body) {
        var properties = new MessageProperties();
        properties.setContentType("application/json");
        properties.setMessageId(messageId.toString());
        rabbit.send("timedeal.events", name, json(body, properties));
    }

    private Message json(Map<String, Object> body, MessageProperties properties) {
        var message = rabbit.getMessageConverter().toMessage(body, properties);
        message.getMessageProperties().getHeaders().clear();
        return MessageBuilder.fromMessage(message).build();
    }

    private String status(UUID deal) {
        return jdbc.sql("select status from deal where deal_id = ?")
                .param(deal)
                .query(String.class)
                .single();
    }

    private int handled(String consumer, UUID deal) {
        return (int) sent.getOrDefault(deal, List.of()).stream()
                .filter(id -> jdbc.sql("select count(*) from inbox where consumer = ? and message_id = ?")
                                .params(consumer, id)
                                .query(Long.class)
                                .single()
                        == 1)
                .count();
    }

    private static Object code(ResponseEntity<Map<String, Object>> answer) {
        return answer.getBody().get("code");
    }
}
