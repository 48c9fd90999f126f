package org.caravanserai.testbed.oracle;

import org.caravanserai.testbed.oracle.ChannelSnapshot.Line;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.HubSnapshot.TakenOff;

/** What the hub has cancelled, its channel knows to be cancelled, or a case says what a person must do there. */
final class CancellationsCheck implements Check {

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        snapshot.hub().takenOff().forEach(one -> units(snapshot, one, findings));
        for (Sold sold : snapshot.channels().orders().values()) {
            HubSnapshot.Order order = snapshot.hub().orders().get(sold.id());
            boolean due = sold.lines().stream()
                    .anyMatch(line ->
                            line.ships() && line.wanted() > sold.people().sent(line.lineId()));
            if (order != null
                    && order.state().equals("CANCELLED")
                    && !sold.cancelled()
                    && !sold.test()
                    && due
                    && snapshot.hub().openCases(sold.id()).isEmpty()) {
                findings.add(
                        "cancel.not_told",
                        "the hub has cancelled an order that its channel still expects to be shipped",
                        sold.id() + " (" + sold.number() + "); people: "
                                + sold.people().deeds());
            }
        }
    }

    /** Units that a command took off are off at the channel too. */
    private static void units(Snapshot snapshot, TakenOff one, Findings findings) {
        Sold sold = snapshot.channels().orders().get(one.key());
        if (sold == null
                || sold.cancelled()
                || !snapshot.hub().openCases(one.key()).isEmpty()) {
            return;
        }
        int removed = sold.lines().stream()
                .filter(line -> line.lineId().equals(one.lineId()))
                .mapToInt(Line::removed)
                .sum();
        if (removed < one.units()) {
            findings.add(
                    "cancel.units_not_told",
                    "units were cancelled at the hub and the channel still expects them",
                    one.key() + " line " + one.lineId() + ": cancelled " + one.units() + ", the channel took off "
                            + removed);
        }
    }
}
