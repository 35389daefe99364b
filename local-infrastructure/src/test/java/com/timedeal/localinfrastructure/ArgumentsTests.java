package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTests {

    @Test
    void takesTheHomeFromTheOptionBeforeTheEnvironment() {
        var environment = Map.of("TIMEDEAL_HOME", "/from/environment");

        assertThat(Arguments.parse(List.of("up"), environment))
                .isEqualTo(new Arguments.Up(
                        Path.of("/from/environment"), Path.of("/from/environment/infrastructure"), false, false));
        assertThat(Arguments.parse(List.of("up", "--home", "/from/option"), environment))
                .isEqualTo(new Arguments.Up(
                        Path.of("/from/option"), Path.of("/from/option/infrastructure"), false, false));
    }

    @Test
    void sharesServersBetweenHomesWhenAsked() {
        var up = Arguments.parse(
                List.of("up", "--fresh", "--servers", "/servers", "--home", "/home/../x", "--until-stdin-closes"),
                Map.of());

        assertThat(up).isEqualTo(new Arguments.Up(Path.of("/x"), Path.of("/servers"), true, true));
    }

    @Test
    void takesServicesToProvision() {
        assertThat(Arguments.parse(List.of("provision", "--fresh", "order"), Map.of()))
                .isEqualTo(new Arguments.Provision(List.of("order"), true));
    }

    @Test
    void takesTheFolderOfAMailboxAlone() {
        assertThat(Arguments.parse(List.of("mailbox", "--folder", "/x/../mail"), Map.of()))
                .isEqualTo(new Arguments.TakeMail(Path.of("/mail"), false));
        assertThat(Arguments.parse(List.of("mailbox", "--until-stdin-closes", "--folder", "/mail"), Map.of()))
                .isEqualTo(new Arguments.TakeMail(Path.of("/mail"), true));
        assertThat(Arguments.parse(List.of("mailbox"), Map.of()))
                .isEqualTo(new Arguments.Wrong("'mailbox' needs --folder and a folder."));
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(Arguments.parse(List.of(), Map.of())).isEqualTo(new Arguments.Wrong("A command is missing."));
        assertThat(Arguments.parse(List.of("down"), Map.of()))
                .isEqualTo(new Arguments.Wrong("There is no command 'down'."));
        assertThat(Arguments.parse(List.of("up", "--home"), Map.of()))
                .isEqualTo(new Arguments.Wrong("--home needs a folder."));
        assertThat(Arguments.parse(List.of("up", "--port"), Map.of()))
                .isEqualTo(new Arguments.Wrong("'up' has no option '--port'."));
        assertThat(Arguments.parse(List.of("provision", "-x"), Map.of()))
                .isEqualTo(new Arguments.Wrong("'provision' has no option '-x'."));
    }
}
