package com.timedeal.servicedefaults.request;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.UUIDDeserializer;
import java.io.IOException;
import java.util.UUID;
import org.springframework.core.convert.converter.Converter;

/**
 * Takes only those UUIDs that a column of MariaDB's type takes too. It refuses those of versions above 7 (seen with 11.4 by
 * {@code FuzzIT}), with an error that would look like one of ours; ours are of version 7, and few others make any above.
 */
final class StorableIds extends UUIDDeserializer {

    private static final long serialVersionUID = 1;
    private static final int HIGHEST_VERSION = 7;

    static boolean isStorable(UUID id) {
        return id.version() <= HIGHEST_VERSION;
    }

    @Override
    protected UUID _deserialize(String text, DeserializationContext context) throws IOException {
        var id = super._deserialize(text, context);
        return id == null || isStorable(id)
                ? id
                : (UUID) context.handleWeirdStringValue(UUID.class, text, "is no id of version and variant");
    }

    /**
     * For paths and queries: what cannot be stored becomes an id that nothing has. It is not refused here, because Spring
     * then takes its own editor of UUIDs, which does not mind.
     */
    static final class OfText implements Converter<String, UUID> {

        private static final UUID NOTHINGS = new UUID(0, 0);

        @Override
        public UUID convert(String text) {
            if (text.isBlank()) {
                return null;
            }
            var id = UUID.fromString(text.strip());
            return isStorable(id) ? id : NOTHINGS;
        }
    }
}
