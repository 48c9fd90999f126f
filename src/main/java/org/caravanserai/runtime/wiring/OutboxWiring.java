package org.caravanserai.runtime.wiring;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.cases.SenderCases;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.fulfil.DispatchMessages;
import org.caravanserai.fulfil.OrderBodies;
import org.caravanserai.fulfil.ReleaseGroups;
import org.caravanserai.inbox.OwnEventWriter;
import org.caravanserai.outbox.camel.OutboxComponent;
import org.caravanserai.outbox.camel.SenderSteps;
import org.caravanserai.outbox.lease.Leases;
import org.caravanserai.outbox.sender.Senders;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.runtime.broker.OwnQueues;

/** Wires what must happen outside: the senders, and the messages to warehouses and people. */
final class OutboxWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        OrderBodies bodies = new OrderBodies(services.jdbc(), bindings.shared(OrderKeys.class));
        Set<String> queues = bindings.shared(OwnQueues.class).names();
        Senders senders = new Senders(new Senders.Needs(
                services.dataSource(),
                services.owner(),
                services.clock(),
                services.pace(),
                new Random(),
                System::nanoTime,
                Leases.LEASE_TIME,
                bindings.shared(ChannelRecipes.class),
                bodies,
                new SenderCases(services.dataSource(), services.ids(), services.clock()),
                new AuditLog(services.dataSource(), services.ids(), services.clock()),
                new OwnEventWriter(services.dataSource(), services.inboxIds(), services.clock()),
                List.of(new ReleaseGroups(services.dataSource(), services.pace())),
                queues));
        bindings.share(Senders.class, senders);
        bindings.component(
                "outbox", new OutboxComponent(senders.handlers(), senders.figures(), services.meters(), queues));
        bindings.bean(new SenderSteps());
        bindings.bean(new DispatchMessages(services.jdbc(), bodies));
        bindings.onStart("senders", senders.scheduler()::start);
        bindings.onStop("senders", senders.scheduler()::close);
    }
}
