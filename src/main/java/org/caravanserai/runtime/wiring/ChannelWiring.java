package org.caravanserai.runtime.wiring;

import java.time.Duration;
import org.caravanserai.api.AccountProbe;
import org.caravanserai.api.AccountRecovery;
import org.caravanserai.api.OrderImports;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.account.JdbcRecoveries;
import org.caravanserai.channel.account.Recoveries;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.inbox.OwnEventWriter;
import org.caravanserai.intake.pull.FetchSteps;
import org.caravanserai.intake.pull.FetchedOrderWriter;
import org.caravanserai.intake.pull.ListSteps;
import org.caravanserai.intake.pull.PollSchedule;
import org.caravanserai.intake.pull.QueueSteps;
import org.caravanserai.intake.pull.RecoverySteps;
import org.caravanserai.intake.pull.SqsQueues;
import org.caravanserai.intake.pull.SubscriptionSchedule;
import org.caravanserai.intake.webhook.EventClassifier;
import org.caravanserai.notify.Authorizer;
import org.caravanserai.notify.CallSteps;
import org.caravanserai.notify.ChannelHttp;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.notify.JdbcTokenStore;
import org.caravanserai.notify.OperationContexts;
import org.caravanserai.notify.OperationSteps;
import org.caravanserai.notify.RefreshTokenClient;
import org.caravanserai.notify.ResponseClassifier;
import org.caravanserai.notify.SubscriptionRepairs;
import org.caravanserai.notify.SubscriptionSteps;
import org.caravanserai.notify.Tokens;
import org.caravanserai.outbox.sender.Senders;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.MasterSealer;
import org.caravanserai.privacy.Sealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the channels' outward side: calls, tokens, fetches, polls and queues. */
final class ChannelWiring implements WiringPart {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelWiring.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration QUEUE_WAIT = Duration.ofSeconds(1);
    private static final int CALLS_PER_HOST = 16;

    @Override
    public void wire(Services services, Bindings bindings) {
        Accounts accounts = bindings.shared(Accounts.class);
        ChannelRecipes recipes = bindings.shared(ChannelRecipes.class);
        ChannelScripts scripts = ChannelScripts.load(recipes);
        ResponseClassifier classifier = new ResponseClassifier(scripts, services.clock());
        InboxWriter inbox = bindings.shared(InboxWriter.class);
        FetchedOrderWriter orderWriter = new FetchedOrderWriter(inbox);
        bindings.component(
                "http",
                ChannelHttp.component(
                        services.pace().of(CONNECT), services.pace().of(ANSWER), CALLS_PER_HOST));
        RefreshTokenClient tokenClient = new RefreshTokenClient(services.secrets(), services.clock(), services.pace());
        Tokens tokens = new Tokens(
                new JdbcTokenStore(
                        services.jdbc(),
                        new MasterSealer(bindings.shared(MasterKey.class), new Sealer(), "account-token")),
                tokenClient,
                services.clock(),
                services.pace());
        bindings.onContext(tokenClient::useContext);
        bindings.bean(new CallSteps(new Authorizer(services.secrets(), tokens)));
        bindings.bean(new OperationSteps(new OperationContexts(accounts, recipes), scripts, classifier));
        bindings.bean(new AccountProbe(accounts, recipes, scripts, classifier, services.clock()));
        AuditLog audit = new AuditLog(services.dataSource(), services.ids(), services.clock());
        bindings.bean(new OrderImports(
                services.tx(),
                audit,
                accounts,
                recipes,
                new OwnEventWriter(services.dataSource(), services.inboxIds(), services.clock())));
        bindings.bean(new FetchSteps(scripts, classifier, orderWriter, services.clock()));
        bindings.bean(new ListSteps(accounts, scripts, classifier, orderWriter, services.clock(), services.pace()));
        Senders senders = bindings.shared(Senders.class);
        Recoveries recoveries = new JdbcRecoveries(services.jdbc(), services.clock());
        bindings.bean(new RecoverySteps(accounts, recoveries, senders.polls(), services.clock(), services.pace()));
        bindings.bean(new AccountRecovery(
                services.jdbc(),
                services.tx(),
                audit,
                accounts,
                recipes,
                recoveries,
                senders.polls(),
                services.clock(),
                services.pace()));
        bindings.bean(new PollSchedule(accounts, recipes, senders.polls()::poll, services.clock(), services.pace()));
        bindings.bean(new SubscriptionSchedule(
                accounts, recipes, senders::reconcileSubscriptions, services.clock(), services.pace()));
        bindings.bean(new SubscriptionSteps(
                publicUrl(services),
                new SubscriptionRepairs(audit, services.tx(), senders.polls(), services.meters())));
        SqsQueues queues = new SqsQueues(recipes, services.secrets(), QUEUE_WAIT);
        bindings.onStop("queues", queues::close);
        bindings.bean(new QueueSteps(accounts, recipes, queues, bindings.shared(EventClassifier.class), inbox));
    }

    private static String publicUrl(Services services) {
        return services.config().find("hub.public-url").orElseGet(() -> {
            LOG.info(
                    "hub.public-url is empty: webhooks that channels have switched off are switched on again, but none that is missing is made");
            return "";
        });
    }
}
