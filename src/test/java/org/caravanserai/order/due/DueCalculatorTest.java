package org.caravanserai.order.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.order.due.TellState.TellPhase;
import org.junit.jupiter.api.Test;

/** Line 1 of three mugs, told in every way a channel has of counting. */
class DueCalculatorTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final DueCalculator due = new DueCalculator(SETTLE);

    private static StatedLine line(int open, int fulfilled, int cancelled, int returned) {
        return new StatedLine(3, open, fulfilled, cancelled, returned, false);
    }

    private static OrderStatement listing(StatedLine line, StatedParcel... parcels) {
        return new OrderStatement(Counting.UNITS, NOON, NOON, Map.of(1, line), Optional.of(List.of(parcels)));
    }

    private static OrderStatement counting(StatedLine line) {
        return new OrderStatement(Counting.UNITS, NOON, NOON, Map.of(1, line), Optional.empty());
    }

    private static OrderStatement marking(StatedLine line, StatedParcel... parcels) {
        return new OrderStatement(Counting.ORDER, NOON, NOON, Map.of(1, line), Optional.of(List.of(parcels)));
    }

    private static OwnParcel parcel(long id, int units, TellState tell) {
        return new OwnParcel(id, "", "T" + id, Map.of(1, units), tell, false);
    }

    private static TellState accepted(Duration ago) {
        Instant ended = NOON.minus(ago);
        return new TellState(TellPhase.ACCEPTED, ended.minusSeconds(1), ended, null, false);
    }

    private static TellState unknown(Duration ago) {
        Instant ended = NOON.minus(ago);
        return new TellState(TellPhase.UNKNOWN, ended.minusSeconds(1), ended, null, false);
    }

    private LineDue of(OrderStatement statement, List<OwnParcel> parcels) {
        return due.of(statement, parcels).lines().get(1);
    }

    @Test
    void whatIsOpenIsDue() {
        assertThat(of(listing(line(3, 0, 0, 0)), List.of())).isEqualTo(new LineDue(3, 3));
    }

    @Test
    void whatSomebodyElseSentIsNotDue() {
        OrderStatement byHand = listing(line(2, 1, 0, 0), new StatedParcel("F1", "STAFF", Map.of(1, 1)));
        assertThat(of(byHand, List.of())).isEqualTo(new LineDue(2, 2));
        assertThat(due.of(byHand, List.of()).findings())
                .containsExactly(new StatementFinding.Foreign(new StatedParcel("F1", "STAFF", Map.of(1, 1))));
    }

    @Test
    void aParcelOfOursThatTheStatementDoesNotNameIsStillToBeCounted() {
        assertThat(of(listing(line(3, 0, 0, 0)), List.of(parcel(1, 2, accepted(Duration.ofHours(1))))))
                .isEqualTo(new LineDue(1, 1));
    }

    @Test
    void aParcelOfOursIsKnownByItsNumberOrByTheChannelsId() {
        List<OwnParcel> ours = List.of(
                parcel(1, 1, unknown(Duration.ofSeconds(5))),
                new OwnParcel(2, "F2", "", Map.of(1, 1), accepted(Duration.ofSeconds(5)), true));
        OrderDue all = due.of(
                listing(
                        line(1, 2, 0, 0),
                        new StatedParcel("F1", "T1", Map.of(1, 1)),
                        new StatedParcel("F2", "OTHER", Map.of(1, 1))),
                ours);
        assertThat(all.lines().get(1)).isEqualTo(new LineDue(1, 1));
        assertThat(all.findings())
                .containsExactly(new StatementFinding.Accepted(1, "F1"), new StatementFinding.Accepted(2, "F2"));
    }

    @Test
    void aParcelOfOursThatWasEnteredAnewUnderAnotherIdIsStillOurs() {
        OwnParcel ours = new OwnParcel(1, "F1", "T1", Map.of(1, 3), accepted(Duration.ofHours(1)), true);
        OrderDue all = due.of(listing(line(0, 3, 0, 0), new StatedParcel("F2", "T1", Map.of(1, 3))), List.of(ours));
        assertThat(all.lines()).containsEntry(1, new LineDue(0, 0));
        assertThat(all.findings()).containsExactly(new StatementFinding.Accepted(1, "F2"));
    }

    @Test
    void aParcelOfOursThatStaffDeletedIsNotSentAgain() {
        OwnParcel named = new OwnParcel(1, "F1", "T1", Map.of(1, 3), accepted(Duration.ofHours(1)), true);
        OrderDue all = due.of(listing(line(3, 0, 0, 0)), List.of(named));
        assertThat(all.lines().get(1)).isEqualTo(new LineDue(0, 0));
        assertThat(all.findings()).containsExactly(new StatementFinding.NotNamed(1));
    }

    /** Accepted an hour ago, and the channel still says that nothing was sent: what has left is not sent again. */
    @Test
    void moreThanTheChannelSaysWasSentItHasNotCounted() {
        OwnParcel left = parcel(1, 2, accepted(Duration.ofHours(1)));
        assertThat(of(counting(line(3, 0, 0, 0)), List.of(left))).isEqualTo(new LineDue(1, 1));
        assertThat(of(counting(line(2, 1, 0, 0)), List.of(left))).isEqualTo(new LineDue(1, 1));
        assertThat(of(counting(line(1, 2, 0, 0)), List.of(left))).isEqualTo(new LineDue(1, 1));
    }

    @Test
    void aParcelThatTheChannelAcceptedAndDoesNotShowIsSaid() {
        OwnParcel accepted = new OwnParcel(1, "F1", "T1", Map.of(1, 3), accepted(Duration.ofHours(1)), false);
        assertThat(due.of(listing(line(3, 0, 0, 0)), List.of(accepted)).findings())
                .containsExactly(new StatementFinding.NotNamed(1));
        OwnParcel fresh = new OwnParcel(1, "F1", "T1", Map.of(1, 3), accepted(Duration.ofSeconds(1)), false);
        assertThat(due.of(listing(line(3, 0, 0, 0)), List.of(fresh)).findings()).isEmpty();
    }

    @Test
    void aRefusedCallLeavesItsParcelUncounted() {
        TellState refused = new TellState(TellPhase.REFUSED, NOON.minusSeconds(90), NOON.minusSeconds(80), null, false);
        assertThat(of(counting(line(3, 0, 0, 0)), List.of(parcel(1, 1, refused))))
                .isEqualTo(new LineDue(2, 2));
    }

    @Test
    void aCallJustAcceptedLeavesTwoReadings() {
        assertThat(of(counting(line(2, 1, 0, 0)), List.of(parcel(1, 1, accepted(Duration.ofSeconds(59))))))
                .isEqualTo(new LineDue(1, 2));
        assertThat(of(counting(line(2, 1, 0, 0)), List.of(parcel(1, 1, accepted(Duration.ofSeconds(60))))))
                .isEqualTo(new LineDue(2, 2));
    }

    @Test
    void aStatementReadBeforeTheCallDoesNotCountIt() {
        assertThat(of(counting(line(3, 0, 0, 0)), List.of(parcel(1, 1, accepted(Duration.ofSeconds(-5))))))
                .isEqualTo(new LineDue(2, 2));
    }

    @Test
    void whatWasOnceReadLateEnoughStaysCounted() {
        TellState seen = new TellState(TellPhase.ACCEPTED, NOON.minusSeconds(11), NOON.minusSeconds(10), NOON, false);
        assertThat(of(counting(line(2, 1, 0, 0)), List.of(parcel(1, 1, seen)))).isEqualTo(new LineDue(2, 2));
    }

    @Test
    void aMarkThatNoCallOfOursSetEndsTheOrder() {
        StatedLine sent = new StatedLine(3, 0, 0, 0, 0, true);
        assertThat(of(marking(sent), List.of(parcel(1, 1, accepted(Duration.ofHours(1))))))
                .isEqualTo(new LineDue(0, 0));
    }

    @Test
    void aMarkThatACallOfOursMaySetEndsNothing() {
        StatedLine sent = new StatedLine(3, 0, 0, 0, 0, true);
        TellState marks = new TellState(TellPhase.UNKNOWN, NOON.minusSeconds(9), NOON.minusSeconds(8), null, true);
        assertThat(of(marking(sent), List.of(parcel(1, 1, marks)))).isEqualTo(new LineDue(2, 2));
    }

    @Test
    void unitsTakenOffBeforeTheyLeftAreNotDueAndAReturnIsNoReduction() {
        assertThat(of(listing(line(2, 0, 1, 0)), List.of())).isEqualTo(new LineDue(2, 2));
        OrderStatement returned = listing(line(2, 1, 0, 1), new StatedParcel("F1", "T1", Map.of(1, 1)));
        assertThat(of(returned, List.of(parcel(1, 1, accepted(Duration.ofHours(1))))))
                .isEqualTo(new LineDue(2, 2));
    }

    @Test
    void unitsTakenOffAfterTheyLeftAreAReturnAndMoreThanOrderedIsAnAlarm() {
        OwnParcel all = parcel(1, 3, accepted(Duration.ofHours(1)));
        assertThat(due.of(listing(line(2, 0, 1, 0)), List.of(all)).findings())
                .containsExactly(new StatementFinding.TakenOffAfterLeaving(1, 1));
        StatedParcel staff = new StatedParcel("F9", "STAFF", Map.of(1, 1));
        assertThat(due.of(listing(line(2, 1, 0, 0), staff), List.of(all)).findings())
                .contains(new StatementFinding.OverShipped(1, 1));
    }

    @Test
    void aMarkThatWasThereBeforeOurCallStaysSomebodyElses() {
        StatedLine sent = new StatedLine(3, 0, 0, 0, 0, true, 3, 0, 0, NOON.minusSeconds(60));
        TellState marks = new TellState(TellPhase.ACCEPTED, NOON.minusSeconds(9), NOON.minusSeconds(8), null, true);
        assertThat(of(marking(sent), List.of(parcel(1, 1, marks)))).isEqualTo(new LineDue(0, 0));
    }

    @Test
    void aMarkOfTheSecondOfOurCallMayBeOurs() {
        StatedLine sent = new StatedLine(3, 0, 0, 0, 0, true, 3, 0, 0, NOON.minusSeconds(9));
        TellState marks = new TellState(TellPhase.ACCEPTED, NOON.minusMillis(8_200), NOON.minusSeconds(8), null, true);
        assertThat(of(marking(sent), List.of(parcel(1, 1, marks)))).isEqualTo(new LineDue(2, 2));
    }

    @Test
    void aForeignParcelOfUnknownContentIsNamed() {
        StatedParcel unknown = new StatedParcel("F1", "STAFF", Map.of());
        assertThat(due.of(marking(line(0, 0, 0, 0), unknown), List.of()).findings())
                .containsExactly(new StatementFinding.ForeignWithoutUnits(unknown));
    }

    @Test
    void stepsFollowTheReadings() {
        assertThat(new LineDue(3, 3).stepFrom(1)).isEqualTo(new LineDue.DueStep(2, false));
        assertThat(new LineDue(-2, -2).stepFrom(1)).isEqualTo(new LineDue.DueStep(-1, false));
        assertThat(new LineDue(1, 2).stepFrom(2)).isEqualTo(LineDue.DueStep.NOTHING);
        assertThat(new LineDue(1, 2).stepFrom(3)).isEqualTo(new LineDue.DueStep(-1, false));
        assertThat(new LineDue(1, 3).stepFrom(2)).isEqualTo(LineDue.DueStep.WAIT);
        assertThat(new LineDue(2, 3).stepFrom(1)).isEqualTo(LineDue.DueStep.WAIT);
    }
}
