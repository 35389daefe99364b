package com.timedeal.servicedefaults.request;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.UUIDDeserializer;
import java.io.IOException;
import java.util.UUID;
import org.springframework.core.convert.converter.Converter;

/**
 * Takes only those UUIDs that a column of MariaDB's type takes too: of versions above 5 it refuses those whose variant does
 * not have its highest bit set, with an error that would look like one of ours.
 */
final class StorableIds extends UUIDDeserializer {

    private static final long serialVersionUID = 1;
    private static final int HIGHEST_UNCHECKED_VERSION = 5;

    static boolean isStorable(UUID id) {
        return id.version() <= HIGHEST_UNCHECKED_VERSION || id.getLeastSignificantBits() < 0;
    }

    @Override
    protected UUID _deserialize(String text, DeserializationContext context) throws IOException {
        var id = super._deserialize(text, context);
        return id == null || isStorable(id)
                ? id
                : (UUID) context.handleWeirdStringValue(UUID.class, text, "is no id of version and variant");
    }

    /** For paths and queries. */
    static final class OfText implements Converter<String, UUID> {

        @Override
        public UUID convert(String text) {
            if (text.isBlank()) {
                return null;
            }
            var id = UUID.fromString(text.strip());
            if (!isStorable(id)) {
                throw new IllegalArgumentException("No id of version and variant");
            }
            return id;
        }
    }
}
