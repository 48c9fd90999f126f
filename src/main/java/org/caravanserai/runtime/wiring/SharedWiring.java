package org.caravanserai.runtime.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.account.JdbcAccounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.BodySealer;
import org.caravanserai.inbox.InboxSignal;
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
        MasterKey master = MasterKey.open(
                services.home().directory().resolve(services.config().path("hub.master-key-file")));
        Sealer sealer = new Sealer();
        DayKeys days = new DayKeys(services.dataSource(), master, sealer, services.clock());
        bindings.bean(days);
        bindings.share(OrderKeys.class, new OrderKeys(master, sealer));
        bindings.share(BlindIndex.class, new BlindIndex(master));
        bindings.share(MasterKey.class, master);
        BodySealer bodies = bodySealer(days);
        bindings.share(BodySealer.class, bodies);
        InboxSignal signal = new InboxSignal();
        bindings.share(InboxSignal.class, signal);
        InboxWriter writer = new InboxWriter(
                new InboxStatement(services.dataSource()),
                bodies,
                services.inboxIds(),
                services.clock(),
                services.config().duration("hub.inbox.patience"),
                signal::wake);
        bindings.share(InboxWriter.class, writer);
        bindings.onStop("inbox writer", writer::close);
    }

    private static BodySealer bodySealer(DayKeys days) {
        return new BodySealer() {
            @Override
            public byte[] seal(int accountId, LocalDate day, byte[] body) {
                return days.seal(accountId, day, body);
            }

            @Override
            public byte[] open(int accountId, LocalDate day, byte[] sealed) {
                return days.open(accountId, day, sealed);
            }
        };
    }
}
