package org.caravanserai.testbed.oracle;

import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;

/** What the hub has cancelled, its channel knows to be cancelled, or a case says what a person must do there. */
final class CancellationsCheck implements Check {

    @Override
    public void look(Snapshot snapshot, Findings findings) {
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
}
