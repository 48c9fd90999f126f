package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HomeUnitsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant ONE = NOON.plusSeconds(3600);

    private final HomeUnits home = HomeUnits.NONE.known(1, NOON).known(3, ONE);

    @Test
    void theNewestKnowledgeCounts() {
        assertThat(HomeUnits.NONE.units()).isZero();
        assertThat(home.units()).isEqualTo(3);
        assertThat(home.known(2, ONE.plusSeconds(1)).units()).isEqualTo(2);
        assertThat(home.known(0, ONE).units()).isZero();
    }

    @Test
    void aParcelThatLeftBeforeItWasSaidPutsItInQuestion() {
        assertThat(home.left(1, NOON.plusSeconds(5)).units()).isEqualTo(2);
        assertThat(home.left(9, NOON.plusSeconds(5)).units())
                .as("what was said before the parcel left")
                .isEqualTo(1);
        assertThat(home.left(9, NOON.minusSeconds(5)).units()).isZero();
        assertThat(home.left(9, ONE.plusSeconds(5))).isEqualTo(home);
    }

    @Test
    void itIsReadAsItWasStored() {
        assertThat(HomeUnits.of(home.stored())).isEqualTo(home);
        assertThat(HomeUnits.of("")).isEqualTo(HomeUnits.NONE);
    }
}
