package com.timedeal.servicedefaults.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StorableIdsTests {

    private static final String REFUSED = "cd0f4501-4cd7-ae8d-80c0-0e9b75f97b1d";
    private static final String OURS = "01a1fe29-c54e-7d3e-a3fe-f505c256f125";

    private final ObjectMapper json = new ObjectMapper().registerModule(new RequestAutoConfiguration().storableIds());

    @Test
    void readsIdsThatCanBeStored() throws Exception {
        assertThat(json.readValue('"' + OURS + '"', UUID.class)).isEqualTo(UUID.fromString(OURS));
        assertThat(new StorableIds.OfText().convert(OURS)).isEqualTo(UUID.fromString(OURS));
    }

    @Test
    void refusesOthersInABody() {
        assertThatExceptionOfType(InvalidFormatException.class)
                .isThrownBy(() -> json.readValue('"' + REFUSED + '"', UUID.class));
    }

    @Test
    void takesOthersInAPathForNothings() {
        assertThat(new StorableIds.OfText().convert(REFUSED)).isEqualTo(new UUID(0, 0));
    }
}
