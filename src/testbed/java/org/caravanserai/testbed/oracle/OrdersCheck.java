package org.caravanserai.testbed.oracle;

import java.util.HashSet;
import java.util.Set;
import org.caravanserai.testbed.oracle.ChannelSnapshot.OrderId;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;

/** Every order that was sold is one hub order or a case, and no hub order was never sold. */
final class OrdersCheck implements Check {

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        HubSnapshot hub = snapshot.hub();
        for (Sold sold : snapshot.channels().orders().values()) {
            if (!hub.orders().containsKey(sold.id()) && hub.openCases(sold.id()).isEmpty()) {
                boolean seen =
                        hub.events().stream().anyMatch(event -> event.key().equals(sold.id()));
                findings.add(
                        "order.lost",
                        sold.id() + " was sold and is neither an order of the hub nor a case",
                        "placed " + sold.placedAt() + ", "
                                + (seen ? "its events are in the inbox" : "no event of it is in the inbox"));
            }
        }
        Set<OrderId> strangers = new HashSet<>(hub.orders().keySet());
        strangers.removeAll(snapshot.channels().orders().keySet());
        strangers.forEach(key -> findings.add(
                "order.invented",
                key + " is an order of the hub that no channel ever sold",
                "hub order " + hub.orders().get(key).id()));
    }
}
