package org.caravanserai.testbed.sandbox.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Set;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** The people in a shop. A channel lets them do what its real pages do, and announces it as the real one does. */
public interface Staff {

    /** A channel whose people do nothing. */
    Staff NOBODY = new Staff() {
        @Override
        public Set<Act> acts() {
            return EnumSet.noneOf(Act.class);
        }

        @Override
        public boolean act(Shop shop, SandboxOrder order, Act act, JsonNode how) {
            return false;
        }
    };

    /** What the channel has a button for. */
    Set<Act> acts();

    /**
     * Does it, writes it into the order's history and announces it. Called with the shop's monitor held.
     *
     * @param how {@code lines:[{lineId or sku, quantity}]} where units are meant (absent: everything open), and what the
     *     channel's documentation names besides
     * @return false when the channel does not offer it in the order's present state
     */
    boolean act(Shop shop, SandboxOrder order, Act act, JsonNode how);
}
