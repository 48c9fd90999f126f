package org.caravanserai.runtime.wiring;

import java.nio.file.Path;
import org.caravanserai.allocate.Processing;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.hold.HoldSettings;
import org.caravanserai.base.WorkSignal;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.fulfil.TimerSweep;
import org.caravanserai.inbox.InboxComponent;
import org.caravanserai.inbox.InboxWork;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.order.ContentHash;
import org.caravanserai.order.Precedence;
import org.caravanserai.outbox.sender.Senders;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.sourcing.PrioritySourcing;
import org.caravanserai.sourcing.SourcingSettings;
import org.caravanserai.translate.Mappings;

/** Wires the batch: translate, decide, apply, store. */
final class ProcessingWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        Accounts accounts = bindings.shared(Accounts.class);
        WorkSignal signal = bindings.shared(WorkSignal.class);
        bindings.component(
                "inbox",
                new InboxComponent(new InboxWork(
                        services.dataSource(),
                        services.tx(),
                        signal,
                        wakeSenders(bindings),
                        services.clock(),
                        services.pace(),
                        services.owner().id(),
                        services.owner()::isAlive)));
        BatchDependencies dependencies = new BatchDependencies(
                services.dataSource(),
                services.ids(),
                services.clock(),
                services.pace(),
                accounts,
                bindings.shared(ChannelRecipes.class),
                new Precedence(services.config().duration("hub.clock.tolerance")));
        Path transformers = bindings.shared(Path.class);
        Mappings mappings = Mappings.load(transformers);
        Processing processing = new Processing(
                dependencies,
                bindings.shared(DayKeys.class),
                bindings.shared(OrderKeys.class),
                bindings.shared(BlindIndex.class),
                new ContentHash(bindings.shared(MasterKey.class)),
                new PrioritySourcing(SourcingSettings.of(services.config())),
                services.config().duration("hub.backorder.retry"),
                HoldSettings.of(services.config()));
        processing.beans(transformers, () -> mappings).forEach(bindings::bean);
        bindings.bean(new TimerSweep(
                services.jdbc(),
                bindings.shared(InboxWriter.class),
                services.clock(),
                accounts.find("hub", "timer").map(Account::id).orElseThrow()));
    }

    /** The senders are wired later; no batch is committed before they are. */
    private static Runnable wakeSenders(Bindings bindings) {
        return () -> bindings.shared(Senders.class).signal().wake();
    }
}
