package org.caravanserai.testbed.oracle;

import org.caravanserai.testbed.oracle.ChannelSnapshot.Line;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.HubSnapshot.TakenOff;

/** What a command at the hub took off an order, the channel has taken off too, or an open case says why not. */
final class CancellationsCheck implements Check {

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        for (TakenOff one : snapshot.hub().takenOff()) {
            Sold sold = snapshot.channels().orders().get(one.key());
            if (sold == null
                    || sold.cancelled()
                    || !snapshot.hub().openCases(one.key()).isEmpty()) {
                continue;
            }
            int removed = sold.lines().stream()
                    .filter(line -> line.lineId().equals(one.lineId()))
                    .mapToInt(Line::removed)
                    .sum();
            if (removed < one.units()) {
                findings.add(
                        "cancellation.not_told",
                        "units were cancelled at the hub and the channel was never told",
                        one.key() + " line " + one.lineId() + ": cancelled " + one.units() + ", the channel took off "
                                + removed);
            }
        }
    }
}
