package org.caravanserai.runtime.wiring;

import java.nio.file.Path;
import java.time.Duration;
import org.caravanserai.base.WorkSignal;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.account.JdbcAccounts;
import org.caravanserai.channel.account.TargetGuard;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.InboxStatement;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.privacy.Sealer;

/** Wires what several domains share: accounts and recipes, the keys of personal data, the inbox writer. */
final class SharedWiring implements WiringPart {

    private static final Duration ACCOUNTS_MAY_BE_OLD = Duration.ofSeconds(2);

    @Override
    public void wire(Services services, Bindings bindings) {
        Path transformers = services.home().resolve(services.config().path("hub.transformers"));
        bindings.share(Path.class, transformers);
        bindings.share(ChannelRecipes.class, ChannelRecipes.load(transformers));
        bindings.share(Accounts.class, new JdbcAccounts(services.jdbc(), ACCOUNTS_MAY_BE_OLD, services.clock()));
        bindings.share(TargetGuard.class, new TargetGuard(services.config().flag("hub.channel.allow-private")));
        MasterKey master = MasterKey.open(
                services.home().directory().resolve(services.config().path("hub.master-key-file")));
        Sealer sealer = new Sealer();
        DayKeys days = new DayKeys(services.dataSource(), master, sealer, services.clock());
        bindings.bean(days);
        bindings.share(OrderKeys.class, new OrderKeys(master, sealer));
        bindings.share(BlindIndex.class, new BlindIndex(master));
        bindings.share(MasterKey.class, master);
        WorkSignal signal = new WorkSignal();
        bindings.share(WorkSignal.class, signal);
        InboxWriter writer = new InboxWriter(
                new InboxStatement(services.dataSource()),
                days::seal,
                services.inboxIds(),
                services.clock(),
                services.config().duration("hub.inbox.patience"),
                signal::wake);
        bindings.share(InboxWriter.class, writer);
        bindings.onStop("inbox writer", writer::close);
    }
}
