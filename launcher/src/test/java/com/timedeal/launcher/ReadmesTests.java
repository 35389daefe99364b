package com.timedeal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both languages of the README: who changes one is told to change the other. */
class ReadmesTests {

    private static final Pattern HEADING = Pattern.compile("#+(?= )");
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern COMMENT = Pattern.compile("(?<=^|\\s)#.*");

    private static Readme english;
    private static Readme korean;

    private record Readme(List<String> headings, List<String> rows, List<String> code) {}

    @BeforeAll
    static void read() throws IOException {
        english = parse(Path.of("..", "README.md"));
        korean = parse(Path.of("..", "README.ko.md"));
    }

    @Test
    void haveTheSameLevelsOfHeadings() {
        assertThat(korean.headings()).isNotEmpty().isEqualTo(english.headings());
    }

    @Test
    void haveTheSameRowsInTheSameSections() {
        assertThat(korean.rows()).isNotEmpty().isEqualTo(english.rows());
    }

    @Test
    void showTheSameCodeButForComments() {
        assertThat(korean.code()).isNotEmpty().isEqualTo(english.code());
    }

    private static Readme parse(Path file) throws IOException {
        var readme = new Readme(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        String fence = null;
        for (var line : Files.readAllLines(file)) {
            var heading = HEADING.matcher(line);
            if (line.startsWith("```")) {
                fence = fence == null ? line : null;
                readme.code().add(line);
            } else if (fence != null) {
                readme.code()
                        .add(fence.equals("```bash") ? COMMENT.matcher(line).replaceFirst("#") : line);
            } else if (heading.lookingAt()) {
                readme.headings().add(heading.group());
            } else if (line.startsWith("|")) {
                var cells = CELL_END.matcher(line).results().count() - 1;
                readme.rows()
                        .add("%d cells under heading %d"
                                .formatted(cells, readme.headings().size()));
            }
        }
        return readme;
    }
}
