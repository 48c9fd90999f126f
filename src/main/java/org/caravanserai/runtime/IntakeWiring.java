package org.caravanserai.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.caravanserai.channel.Accounts;
import org.caravanserai.channel.intake.BodyValues;
import org.caravanserai.channel.intake.EventStore;
import org.caravanserai.channel.intake.IntakeMeters;
import org.caravanserai.channel.intake.IntakeSteps;
import org.caravanserai.channel.intake.KeepHeaders;
import org.caravanserai.channel.intake.Observation;
import org.caravanserai.channel.intake.Observer;
import org.caravanserai.channel.intake.RawHttpBinding;
import org.caravanserai.channel.intake.WebhookServlet;
import org.caravanserai.channel.intake.WebhookSteps;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.caravanserai.intake.DoorMessages;
import org.caravanserai.intake.DoorSteps;
import org.caravanserai.intake.FileLines;
import org.caravanserai.translate.PointerReader;

/** Wires the one door: webhooks, JMS, files, polls and the writer they share. */
final class IntakeWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        ChannelRecipes recipes = bindings.bean("recipes", ChannelRecipes.class);
        BodyValues values = pointers();
        Observer observer = new Observer(values);
        EventStore store = store(bindings.bean("inboxWriter", InboxWriter.class));
        InboxWriter inbox = bindings.bean("inboxWriter", InboxWriter.class);
        bindings.bind("bodyValues", values);
        bindings.bind("observer", observer);
        bindings.bind("doorMessages", new DoorMessages());
        bindings.bind("fileLines", new FileLines(ownCsv(bindings.bean("transformersFolder", Path.class))));
        bindings.bind("door", new DoorSteps(inbox::store, bindings.bean("accounts", Accounts.class)));
        bindings.bind("eventStore", store);
        bindings.bind("rawHttpBinding", new RawHttpBinding(services.config().number("hub.webhook.max-bytes", 1024)));
        bindings.bind("keepHeaders", new KeepHeaders(recipes));
        bindings.bind("webhook", new WebhookSteps(bindings.bean("accounts", Accounts.class), services.secrets()));
        bindings.bind("intake", new IntakeSteps(observer, store, new IntakeMeters(services.meters())));
        bindings.servlet(WebhookServlet.PATH, WebhookServlet.holder());
    }

    /** Each pointer is compiled once; a recipe has a handful. */
    private static BodyValues pointers() {
        Map<String, PointerReader> readers = new ConcurrentHashMap<>();
        return (body, pointers) -> {
            String[] values = new String[pointers.length];
            for (int i = 0; i < pointers.length; i++) {
                values[i] = readers.computeIfAbsent(pointers[i], PointerReader::of).read(body).orElse(null);
            }
            return values;
        };
    }

    /** A channel with a mapping of CSV files of its own has columns of its own. */
    private static Predicate<String> ownCsv(Path transformers) {
        return channel -> Files.isRegularFile(transformers.resolve(channel).resolve("order.csv.jslt"));
    }

    private static EventStore store(InboxWriter inbox) {
        return observations -> {
            List<Stored> stored = inbox.storeAll(observations.stream().map(IntakeWiring::event).toList());
            return stored.stream().map(Stored::duplicate).toList();
        };
    }

    private static NewEvent event(Observation seen) {
        return new NewEvent(seen.accountId(), seen.kind(), seen.source(), seen.topic(), seen.shape(), seen.orderKey(), seen.eventKey(),
                seen.headers(), seen.body(), seen.thin(), seen.parentId());
    }
}
