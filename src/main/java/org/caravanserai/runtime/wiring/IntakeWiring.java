package org.caravanserai.runtime.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.caravanserai.base.PointerReader;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.caravanserai.intake.file.FileLines;
import org.caravanserai.intake.message.InboxCommands;
import org.caravanserai.intake.message.InboxMessages;
import org.caravanserai.intake.webhook.BodyValues;
import org.caravanserai.intake.webhook.EventClassifier;
import org.caravanserai.intake.webhook.EventStore;
import org.caravanserai.intake.webhook.IntakeMeters;
import org.caravanserai.intake.webhook.IntakeSteps;
import org.caravanserai.intake.webhook.KeepHeaders;
import org.caravanserai.intake.webhook.Observation;
import org.caravanserai.intake.webhook.RawHttpBinding;
import org.caravanserai.intake.webhook.WebhookServlet;
import org.caravanserai.intake.webhook.WebhookSteps;

/** Wires the one door: webhooks, JMS, files, polls and the writer they share. */
final class IntakeWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        ChannelRecipes recipes = bindings.shared(ChannelRecipes.class);
        BodyValues values = pointers();
        EventClassifier observer = new EventClassifier(values);
        EventStore store = store(bindings.shared(InboxWriter.class));
        InboxWriter inbox = bindings.shared(InboxWriter.class);
        bindings.share(BodyValues.class, values);
        bindings.share(EventClassifier.class, observer);
        bindings.bean(new InboxMessages());
        bindings.bean(new FileLines(ownCsv(bindings.shared(Path.class))));
        bindings.bean(new InboxCommands(inbox::store, bindings.shared(Accounts.class)));
        bindings.share(EventStore.class, store);
        bindings.bean(new RawHttpBinding(services.config().number("hub.webhook.max-bytes", 1024)));
        bindings.bean(new KeepHeaders(recipes));
        bindings.bean(new WebhookSteps(bindings.shared(Accounts.class), services.secrets()));
        bindings.bean(new IntakeSteps(observer, store, new IntakeMeters(services.meters())));
        bindings.servlet(WebhookServlet.PATH, WebhookServlet.holder());
    }

    /** Each pointer is compiled once; a recipe has a handful. */
    private static BodyValues pointers() {
        Map<String, PointerReader> readers = new ConcurrentHashMap<>();
        return (body, pointers) -> {
            String[] values = new String[pointers.length];
            for (int i = 0; i < pointers.length; i++) {
                values[i] = readers.computeIfAbsent(pointers[i], PointerReader::of)
                        .read(body)
                        .orElse(null);
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
            List<Stored> stored = inbox.storeAll(
                    observations.stream().map(IntakeWiring::event).toList());
            return stored.stream().map(Stored::duplicate).toList();
        };
    }

    private static NewEvent event(Observation seen) {
        return new NewEvent(
                seen.accountId(),
                seen.kind(),
                seen.source(),
                seen.topic(),
                seen.shape(),
                seen.orderKey(),
                seen.eventKey(),
                seen.headers(),
                seen.body(),
                seen.thin(),
                seen.parentId());
    }
}
