package org.caravanserai.testbed.sandbox.channel;

import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Tells the hub of an order in the channel's way, when it listens to that. */
@FunctionalInterface
public interface Announcer {

    /** @param topic the channel's word for what happened */
    void announce(Shop shop, SandboxOrder order, String topic);
}
