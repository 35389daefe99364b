package com.timedeal.servicedefaults.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/**
 * Holds both sides of a message against its sample in {@code docs/messages}: services share JSON, never classes, so the
 * sample is what keeps them together.
 */
public final class MessageSamples {

    private static final ObjectMapper JSON = Jackson2ObjectMapperBuilder.json()
            .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private MessageSamples() {}

    /** What a publisher puts into the outbox has exactly the sample's fields, of the same JSON types. */
    public static void assertPublishes(String name, Object payload) {
        var expected = types(sample(name));
        assertThat(expected).containsKeys("messageId", "occurredAt");
        expected.remove("messageId");
        expected.remove("occurredAt");
        assertThat(types(JSON.valueToTree(payload))).isEqualTo(expected);
    }

    /** A consumer's record finds every one of its components in the sample. @return the sample as the consumer sees it */
    public static <T extends Record> T read(String name, Class<T> type) {
        var sample = sample(name);
        assertThat(types(sample).keySet())
                .containsAll(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        try {
            return JSON.treeToValue(sample, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonNodeType> types(JsonNode node) {
        var types = new TreeMap<String, JsonNodeType>();
        node.properties()
                .forEach(field -> types.put(field.getKey(), field.getValue().getNodeType()));
        return types;
    }

    private static JsonNode sample(String name) {
        try {
            return JSON.readTree(
                    Path.of("..", "docs", "messages", name + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("There is no sample of " + name, e);
        }
    }
}
