package org.caravanserai.runtime.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.security.Role;
import org.caravanserai.access.LoginRole;

/**
 * Which role may do what with which addresses. Nobody creates queues over the wire and nobody manages; the hub itself makes
 * queues inside the JVM. A location's queue is read by the logins of that location alone.
 */
public final class BrokerRights {

    /** The hub's own user and role. */
    static final String HUB = "hub";

    private enum Right {
        SEND,
        CONSUME,
        BROWSE,
        TEMPORARY
    }

    private BrokerRights() {}

    /** Address match to roles, whatever locations there are; a more exact match replaces a wider one, so each names the hub again. */
    public static Map<String, Set<Role>> common() {
        Role hub = hub();
        Map<String, Set<Role>> rights = new HashMap<>();
        rights.put("#", Set.of());
        rights.put("hub.#", Set.of(hub));
        rights.put(QueueNames.FULFILMENT + "#", Set.of(hub));
        rights.put(QueueNames.SHIPMENTS_IN, Set.of(hub, role(LoginRole.WAREHOUSE.word(), Right.SEND)));
        rights.put(QueueNames.STOCK_IN, Set.of(hub, role(LoginRole.WAREHOUSE.word(), Right.SEND)));
        rights.put(QueueNames.ORDERS_IN, Set.of(hub, role(LoginRole.ORDERS.word(), Right.SEND)));
        rights.put(QueueNames.EXCEPTIONS, Set.of(hub, role(LoginRole.EXCEPTIONS.word(), Right.CONSUME, Right.BROWSE)));
        rights.put(QueueNames.CUSTOM + "#", Set.of(hub, role(LoginRole.CUSTOM.word(), Right.CONSUME, Right.BROWSE)));
        return rights;
    }

    /** Who may do what with the queue of this location. */
    public static Set<Role> location(String code) {
        return Set.of(hub(), role(LoginRole.at(code), Right.CONSUME, Right.BROWSE));
    }

    private static Role hub() {
        return role(HUB, Right.SEND, Right.CONSUME, Right.BROWSE, Right.TEMPORARY);
    }

    private static Role role(String name, Right... rights) {
        Set<Right> has = Set.of(rights);
        boolean temporary = has.contains(Right.TEMPORARY);
        return new Role(
                name,
                has.contains(Right.SEND),
                has.contains(Right.CONSUME),
                false,
                false,
                temporary,
                temporary,
                false,
                has.contains(Right.BROWSE),
                false,
                false);
    }
}
