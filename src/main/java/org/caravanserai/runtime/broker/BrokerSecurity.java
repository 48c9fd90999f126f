package org.caravanserai.runtime.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.caravanserai.runtime.home.SecretFiles;

/**
 * Who may do what at the embedded broker. Four users with generated passwords; nobody creates queues over the wire and
 * nobody manages; the hub itself makes queues inside the JVM.
 */
public final class BrokerSecurity {

    static final String HUB = "hub";
    static final String WAREHOUSE = "warehouse";
    static final String ORDERS = "orders";
    static final String READER = "reader";

    private enum Right {
        SEND,
        CONSUME,
        BROWSE,
        TEMPORARY
    }

    private BrokerSecurity() {}

    public static ActiveMQJAASSecurityManager manager(SecretFiles secrets) {
        SecurityConfiguration users = new SecurityConfiguration();
        for (String user : Set.of(HUB, WAREHOUSE, ORDERS, READER)) {
            users.addUser(user, secrets.get("broker-" + user));
            users.addRole(user, user);
        }
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    /** Address match to roles; a more exact match replaces a wider one, so each names the hub again. */
    public static Map<String, Set<Role>> rights() {
        Role hub = role(HUB, Right.SEND, Right.CONSUME, Right.BROWSE, Right.TEMPORARY);
        Map<String, Set<Role>> rights = new HashMap<>();
        rights.put("#", Set.of());
        rights.put("hub.#", Set.of(hub));
        rights.put(QueueNames.FULFILMENT + "#", Set.of(hub, role(WAREHOUSE, Right.CONSUME)));
        rights.put(QueueNames.CUSTOM + "#", Set.of(hub, role(READER, Right.CONSUME, Right.BROWSE)));
        rights.put(QueueNames.SHIPMENTS_IN, Set.of(hub, role(WAREHOUSE, Right.SEND)));
        rights.put(QueueNames.STOCK_IN, Set.of(hub, role(WAREHOUSE, Right.SEND)));
        rights.put(QueueNames.ORDERS_IN, Set.of(hub, role(ORDERS, Right.SEND)));
        return rights;
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
