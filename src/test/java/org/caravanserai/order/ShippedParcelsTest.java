package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedParcelsTest {

    private final ShippedParcels parcels = new ShippedParcels();

    @Test
    void numbersGoOnAfterTheHighestThatIsKnown() {
        assertThat(parcels.nextNumber()).isEqualTo(1);
        parcels.known(4, "1Z4", null, 1, 0);
        parcels.known(3, "1Z3", null, 1, 1);
        assertThat(parcels.nextNumber()).isEqualTo(5);
    }

    @Test
    void parcelsUnderOneTrackingNumberAddUp() {
        parcels.known(1, "1Z", null, 1, 2);
        parcels.add("1Z", Map.of(1, 1, 2, 4));
        assertThat(parcels.under("1Z")).containsExactly(Map.entry(1, 3), Map.entry(2, 4));
        assertThat(parcels.under("other")).isEmpty();
    }

    @Test
    void aParcelWithoutLinesLeavesNothingUnderItsNumber() {
        parcels.known(1, "1Z", null, 0, 0);
        assertThat(parcels.under("1Z")).isEmpty();
    }
}
