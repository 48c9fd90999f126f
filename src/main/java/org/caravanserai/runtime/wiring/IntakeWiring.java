package org.caravanserai.runtime.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.intake.file.FileLines;
import org.caravanserai.intake.message.InboxCommands;
import org.caravanserai.intake.message.InboxMessages;
import org.caravanserai.intake.webhook.EventClassifier;
import org.caravanserai.intake.webhook.IntakeMeters;
import org.caravanserai.intake.webhook.IntakeSteps;
import org.caravanserai.intake.webhook.KeepHeaders;
import org.caravanserai.intake.webhook.RawHttpBinding;
import org.caravanserai.intake.webhook.WebhookServlet;
import org.caravanserai.intake.webhook.WebhookSteps;

/** Wires intake: webhooks, messages and files. */
final class IntakeWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        ChannelRecipes recipes = bindings.bean("recipes", ChannelRecipes.class);
        Accounts accounts = bindings.bean("accounts", Accounts.class);
        EventClassifier classifier = new EventClassifier();
        InboxWriter inbox = bindings.bean("inboxWriter", InboxWriter.class);
        bindings.bind("eventClassifier", classifier);
        bindings.bind("inboxMessages", new InboxMessages());
        bindings.bind("fileLines", new FileLines(ownCsv(bindings.bean("transformersFolder", Path.class))));
        bindings.bind("inboxCommands", new InboxCommands(inbox, accounts));
        bindings.bind("rawHttpBinding", new RawHttpBinding(services.config().number("hub.webhook.max-bytes", 1024)));
        bindings.bind("keepHeaders", new KeepHeaders(recipes));
        bindings.bind("webhook", new WebhookSteps(accounts, services.secrets()));
        bindings.bind("intake", new IntakeSteps(classifier, inbox, new IntakeMeters(services.meters())));
        bindings.servlet(WebhookServlet.PATH, WebhookServlet.holder());
    }

    /** A channel with a mapping of CSV files of its own has columns of its own. */
    private static Predicate<String> ownCsv(Path transformers) {
        return channel -> Files.isRegularFile(transformers.resolve(channel).resolve("order.csv.jslt"));
    }
}
