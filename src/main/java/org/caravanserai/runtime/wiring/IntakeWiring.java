package org.caravanserai.runtime.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.caravanserai.base.HubConfig;
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
import org.caravanserai.outbox.PollTrigger;
import org.caravanserai.outbox.sender.Senders;
import org.caravanserai.runtime.home.Home;

/** Wires intake: webhooks, messages and files. */
final class IntakeWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        ChannelRecipes recipes = bindings.shared(ChannelRecipes.class);
        EventClassifier classifier = new EventClassifier();
        InboxWriter inbox = bindings.shared(InboxWriter.class);
        bindings.share(EventClassifier.class, classifier);
        files(services.home(), services.config());
        bindings.bean(new InboxMessages());
        bindings.bean(new FileLines(ownCsv(bindings.shared(Path.class))));
        bindings.bean(new InboxCommands(inbox, bindings.shared(Accounts.class)));
        bindings.bean(new RawHttpBinding(services.config().number("hub.webhook.max-bytes", 1024)));
        bindings.bean(new KeepHeaders(recipes));
        bindings.bean(new WebhookSteps(bindings.shared(Accounts.class), services.secrets()));
        bindings.bean(new IntakeSteps(classifier, inbox, new IntakeMeters(services.meters()), polls(bindings)));
        bindings.servlet(WebhookServlet.PATH, WebhookServlet.holder());
    }

    /** A folder of the hub's own is closed to everybody else; one elsewhere has the rights that its owner gave it. */
    private static void files(Home home, HubConfig config) {
        Path files = home.directory().resolve(config.path("hub.files")).normalize();
        if (files.startsWith(home.var())) {
            Home.privateDirectory(files);
        }
    }

    /** The senders are wired later; no webhook is taken before they are. */
    private static PollTrigger polls(Bindings bindings) {
        return account -> bindings.shared(Senders.class).polls().poll(account);
    }

    /** A channel with a mapping of CSV files of its own has columns of its own. */
    private static Predicate<String> ownCsv(Path transformers) {
        return channel -> Files.isRegularFile(transformers.resolve(channel).resolve("order.csv.jslt"));
    }
}
