package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.localinfrastructure.BrokerRights.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BrokerRightsTests {

    @Test
    void theScriptForRabbitMqKnowsTheSameMessages() throws IOException {
        var script = Files.readString(Path.of("..", "docker", "broker-accounts.sh"));
        var lines =
                script.substring(script.indexOf("<< 'LINES'\n") + "<< 'LINES'\n".length(), script.indexOf("\nLINES\n"));

        assertThat(lines.lines().map(Route::of)).containsExactlyElementsOf(BrokerRights.routes());
    }

    @Test
    void everyMessageThatThereIsASampleOfIsKnown() throws IOException {
        try (Stream<Path> samples = Files.list(Path.of("..", "docs", "messages"))) {
            assertThat(samples.map(sample -> sample.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(BrokerRights.routes())
                            .anyMatch(route -> name.startsWith(route.message() + ".")));
        }
    }

    @Test
    void eachMessageHasOneSender() {
        assertThat(BrokerRights.routes().stream().map(Route::message)).doesNotHaveDuplicates();
    }
}
