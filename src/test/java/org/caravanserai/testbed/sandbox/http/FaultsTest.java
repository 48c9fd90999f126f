package org.caravanserai.testbed.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.state.Journal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

    @Test
    void aScriptIsUsedUpOneWordPerCallAndSurvivesAKill(@TempDir Path directory) {
        try (Journal journal = Journal.open(directory, "f")) {
            Faults faults = new Faults(journal, 1);
            faults.script("s", "put", List.of(Fault.THROTTLED, Fault.OK, Fault.BROKEN_AFTER));
            assertThat(faults.next("s", "put")).isEqualTo(Fault.THROTTLED);
            assertThat(faults.next("s", "get")).isEqualTo(Fault.OK);
        }
        try (Journal journal = Journal.open(directory, "f")) {
            Faults faults = new Faults(journal, 1);
            assertThat(faults.left().at("/scripts/0/script").toString()).isEqualTo("[\"ok\",\"500-after-commit\"]");
            faults.next("s", "put");
            assertThat(faults.next("s", "put")).isEqualTo(Fault.BROKEN_AFTER);
            assertThat(faults.next("s", "put")).isEqualTo(Fault.OK);
        }
    }

    @Test
    void ratesAreSharesOfAllCallsAndRepeatable() {
        List<Fault> one = draw(7);
        assertThat(draw(7)).isEqualTo(one);
        long throttled = one.stream()
                .filter(f -> f == Fault.THROTTLED || f == Fault.EDGE_429)
                .count();
        assertThat(throttled).isBetween(800L, 1_300L);
        assertThat(one.stream().filter(f -> f == Fault.LATE).count()).isBetween(200L, 400L);
        assertThat(one).contains(Fault.BROKEN_BEFORE, Fault.BROKEN_AFTER, Fault.CUT_AFTER, Fault.BAD_GATEWAY);
    }

    private static List<Fault> draw(long seed) {
        Faults faults = new Faults(Journal.inMemory(), seed);
        faults.rates(new Faults.Rates(0.10, 0.05, 0.03));
        List<Fault> drawn = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            drawn.add(faults.next("s", "put"));
        }
        return drawn;
    }

    @Test
    void anUnknownWordNamesTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.of("flood"))
                .withMessageContaining("timeout-late-success");
    }
}
