package org.caravanserai.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wrong hubs are changes of files that others edit: a change that no longer finds its place must be noticed. */
class WrongHubTest {

    private static final Path PROGRAM = Path.of("").toAbsolutePath();

    @TempDir
    Path scratch;

    @ParameterizedTest
    @EnumSource
    void eachChangeStillFindsItsOnePlaceAndLeavesTheHubsOwnFilesAlone(WrongHub wrong) throws IOException {
        Map<String, String> settings = wrong.copy(PROGRAM, scratch);

        assertThat(settings).containsOnlyKeys("hub.routes", "hub.transformers");
        for (WrongHub.Change change : wrong.changes()) {
            String original = Files.readString(PROGRAM.resolve("transformers").resolve(change.file()));
            String changed =
                    Files.readString(Path.of(settings.get("hub.transformers")).resolve(change.file()));
            assertThat(original).contains(change.from());
            assertThat(changed).contains(change.to()).isNotEqualTo(original);
        }
    }

    @Test
    void aChangeWithoutAPlaceOrWithTwoIsRefused() {
        WrongHub.Change change = new WrongHub.Change("x.jslt", "a", "b");
        assertThat(change.apply("xax")).isEqualTo("xbx");
        assertThatThrownBy(() -> change.apply("xx"))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("nowhere in x.jslt");
        assertThatThrownBy(() -> change.apply("aa"))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("more than once in x.jslt");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNamesThereAre() {
        assertThatThrownBy(() -> new WrongHub.Reader().convert("upside-down"))
                .hasMessageContaining("signature-prefix")
                .hasMessageContaining("double-send");
        assertThat(new WrongHub.Reader().convert("double-send")).isEqualTo(WrongHub.DOUBLE_SEND);
    }
}
