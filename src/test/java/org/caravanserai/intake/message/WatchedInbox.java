package org.caravanserai.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.inbox.InboxUnavailableException;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;

/**
 * The inbox of {@link InboxCommands} in memory. Told in one line each: what was stored, and which headers that are not ours
 * an engineer's own step would have found on the way (those that Camel itself leaves behind aside).
 */
public final class WatchedInbox {

    /** How often the store is away before it takes an event. */
    public final AtomicInteger failures = new AtomicInteger();

    public final List<String> stored = new CopyOnWriteArrayList<>();
    private final InboxCommands commands = new InboxCommands(
            this::keep,
            new FixedAccounts(
                    FixedAccounts.account(2, "hub", "jms", "", Map.of()),
                    FixedAccounts.account(3, "hub", "file", "", Map.of()),
                    FixedAccounts.account(7, "b2b", "one", "", Map.of())));

    /** Binds the step that stores, and looks at each message that comes to it. */
    public void bind(CamelContext camel) {
        RouteFiles.bind(camel, commands);
        camel.getCamelContextExtension()
                .addInterceptStrategy((context, definition, target, next) -> String.valueOf(definition.getId())
                                .matches("store-(line|message)-event")
                        ? exchange -> {
                            assertThat(exchange.getMessage().getHeaders().keySet())
                                    .allMatch(name -> name.matches(
                                            "hub.*|JMSMessageID|CamelRedeliver.*|CamelJMSDestinationProduced"));
                            target.process(exchange);
                        }
                        : target);
    }

    private List<Stored> keep(List<NewEvent> events) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new InboxUnavailableException("away", null);
        }
        NewEvent event = events.get(0);
        TreeMap<String, String> told = new TreeMap<>(event.headers());
        // what it wants to be answered by differs from run to run
        told.keySet().removeAll(List.of("hubCorrelation", "hubContent"));
        stored.add(event.accountId() + " " + event.kind() + " " + event.source() + " [" + event.orderKey() + "] "
                + event.shape() + " " + told + " "
                + new String(event.body(), StandardCharsets.UTF_8).replaceAll("ID:[0-9a-f-]+", "ID"));
        return List.of(new Stored(stored.size(), false));
    }

    public List<String> stored() {
        return stored;
    }
}
