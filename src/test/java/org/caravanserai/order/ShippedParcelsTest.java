package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.Map;
import org.caravanserai.order.due.OwnParcel;
import org.caravanserai.order.due.TellState;
import org.caravanserai.order.due.TellState.TellPhase;
import org.junit.jupiter.api.Test;

class ShippedParcelsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final ShippedParcels parcels = new ShippedParcels();

    private WorkingParcel parcel(int number, String tracking, TellPhase phase, String channelIds, int... units) {
        Instant ended = phase == TellPhase.ACCEPTED ? NOON.plusSeconds(number) : null;
        TellState tell = new TellState(phase, phase == TellPhase.NONE ? null : NOON, ended, null, false);
        WorkingParcel parcel =
                new WorkingParcel(100 + number, number, tracking, 7L, tell, channelIds, false, Instant.EPOCH);
        for (int i = 0; i < units.length; i += 2) {
            parcel.put(units[i], units[i + 1]);
        }
        parcels.add(parcel);
        return parcel;
    }

    @Test
    void numbersGoOnAfterTheHighestThatIsKnown() {
        assertThat(parcels.nextNumber()).isEqualTo(1);
        parcel(4, "1Z4", TellPhase.NONE, "");
        parcel(3, "1Z3", TellPhase.NONE, "", 1, 1);
        assertThat(parcels.nextNumber()).isEqualTo(5);
    }

    @Test
    void parcelsUnderOneTrackingNumberAddUp() {
        parcel(1, "1Z", TellPhase.NONE, "", 1, 2);
        parcel(2, "1Z", TellPhase.NONE, "", 1, 1, 2, 4);
        assertThat(parcels.under("1Z")).containsExactly(Map.entry(1, 3), Map.entry(2, 4));
        assertThat(parcels.under("other")).isEmpty();
        assertThat(parcels.left(1)).isEqualTo(3);
    }

    @Test
    void aParcelWithoutLinesLeavesNothingUnderItsNumber() {
        parcel(1, "1Z", TellPhase.NONE, "");
        assertThat(parcels.under("1Z")).isEmpty();
        assertThat(parcels.own()).isEmpty();
    }

    @Test
    void theArithmeticSeesEachParcelWithTheChannelsIdOfIt() {
        parcel(1, "1z 1", TellPhase.ACCEPTED, "F-1", 1, 2);
        parcel(2, "", TellPhase.OPEN, "", 1, 1);
        assertThat(parcels.own())
                .extracting(
                        OwnParcel::id,
                        OwnParcel::channelId,
                        OwnParcel::tracking,
                        one -> one.tell().phase())
                .containsExactlyInAnyOrder(
                        tuple(101L, "F-1", "1Z1", TellPhase.ACCEPTED), tuple(102L, "", "", TellPhase.OPEN));
    }

    @Test
    void whatAChannelMadeSeveralOfItKnowsByTheTrackingNumberOnly() {
        parcel(1, "1Z1", TellPhase.ACCEPTED, "F-1 F-2", 1, 2);
        assertThat(parcels.own())
                .extracting(OwnParcel::channelId, OwnParcel::tracking)
                .containsExactly(tuple("", "1Z1"));
    }

    @Test
    void parcelsThatShareANumberAreOneAndSureOnlyTogether() {
        parcel(1, "1Z1", TellPhase.ACCEPTED, "F-1", 1, 2);
        parcel(2, "1Z1", TellPhase.NONE, "", 1, 1);
        OwnParcel one = parcels.own().get(0);
        assertThat(parcels.own()).hasSize(1);
        assertThat(one.units()).isEqualTo(Map.of(1, 3));
        assertThat(one.channelId()).isEmpty();
        assertThat(one.tell().phase()).isEqualTo(TellPhase.OPEN);
        assertThat(parcels.areAllTold()).isFalse();
    }

    @Test
    void aStatementThatNamesItIsAsGoodAsAnAcceptedCall() {
        WorkingParcel parcel = parcel(1, "1Z1", TellPhase.UNKNOWN, "", 1, 2);
        parcel.namedAs("F-9", NOON.plusSeconds(60));
        assertThat(parcel.channelIds()).isEqualTo("F-9");
        assertThat(parcel.tell().isAccepted()).isTrue();
        assertThat(parcel.tell().intentAt()).isEqualTo(NOON);
        parcel.namedAs("F-10", NOON.plusSeconds(90));
        assertThat(parcel.channelIds()).as("the first name stays").isEqualTo("F-9");
    }
}
