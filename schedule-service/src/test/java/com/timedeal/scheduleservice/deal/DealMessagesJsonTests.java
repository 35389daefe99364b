package com.timedeal.scheduleservice.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;

@JsonTest
class DealMessagesJsonTests {

    private static final UUID DEAL = UUID.fromString("0199f3a2-6bff-7c44-9e21-5b7a4c2d8e02");
    private static final Instant OPENS_AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant CLOSES_AT = Instant.parse("2026-11-20T11:00:00Z");

    @Autowired
    private ObjectMapper json;

    @Test
    void readsTheSampleOfAScheduledDeal() throws Exception {
        assertThat(json.treeToValue(sample("deal.scheduled"), DealScheduled.class))
                .isEqualTo(new DealScheduled(
                        UUID.fromString("0199f3a2-6c00-7a10-8d3b-2f6f0d1c9a01"), DEAL, OPENS_AT, CLOSES_AT));
    }

    @Test
    void readsTheSampleOfACancelledDeal() throws Exception {
        assertThat(json.treeToValue(sample("deal.cancelled"), DealCancelled.class))
                .isEqualTo(new DealCancelled(UUID.fromString("0199f3a3-1d30-7f77-8355-8ead7f50b105"), DEAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"messageId", "dealId", "opensAt", "closesAt"})
    void refusesAMessageThatLacksSomethingItNeeds(String field) throws Exception {
        var message = (com.fasterxml.jackson.databind.node.ObjectNode) sample("deal.scheduled");
        message.remove(field);

        assertThatExceptionOfType(ValueInstantiationException.class)
                .isThrownBy(() -> json.treeToValue(message, DealScheduled.class));
    }

    @Test
    void saysWhatTheSamplesOfDueMessagesSay() throws Exception {
        var events = DealListener.events(new DealScheduled(UUID.randomUUID(), DEAL, OPENS_AT, CLOSES_AT));

        assertThat(events).extracting("name").containsExactly("deal.opening-due", "deal.closing-due");
        assertThat(events).extracting("dueAt").containsExactly(OPENS_AT, CLOSES_AT);
        for (var event : events) {
            var payload = json.valueToTree(event.payload());
            var sample = sample(event.name());
            // The outbox adds the other two; TimedEventsIT looks at the whole message.
            assertThat(sample.get("messageId").isTextual()).isTrue();
            assertThat(Instant.parse(sample.get("occurredAt").asText())).isNotNull();
            assertThat(fields(payload)).isEqualTo(without(fields(sample), "messageId", "occurredAt"));
        }
    }

    private static Map<String, JsonNode> fields(JsonNode node) {
        var fields = new TreeMap<String, JsonNode>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static Map<String, JsonNode> without(Map<String, JsonNode> fields, String... names) {
        for (var name : names) {
            fields.remove(name);
        }
        return fields;
    }

    private JsonNode sample(String name) {
        try {
            return json.readTree(
                    Path.of("..", "docs", "messages", name + ".json").toFile());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(name, e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(name, e);
        }
    }
}
