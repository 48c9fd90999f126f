package org.caravanserai.runtime.wiring;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.AuthRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.intake.pull.FetchSteps;
import org.caravanserai.intake.pull.FetchedOrderWriter;
import org.caravanserai.intake.pull.ListSteps;
import org.caravanserai.intake.pull.PollSchedule;
import org.caravanserai.intake.pull.QueueSteps;
import org.caravanserai.intake.pull.SqsQueues;
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
import org.caravanserai.notify.SubscriptionSteps;
import org.caravanserai.notify.Tokens;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.send.Senders;
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
        Accounts accounts = bindings.bean("accounts", Accounts.class);
        ChannelRecipes recipes = bindings.bean("recipes", ChannelRecipes.class);
        ChannelScripts scripts = ChannelScripts.load(recipes);
        ResponseClassifier judge = new ResponseClassifier(scripts, services.clock());
        InboxWriter inbox = bindings.bean("inboxWriter", InboxWriter.class);
        FetchedOrderWriter writer = new FetchedOrderWriter(inbox);
        bindings.bind(
                "http",
                ChannelHttp.component(
                        services.pace().of(CONNECT), services.pace().of(ANSWER), CALLS_PER_HOST));
        LateShop shop = new LateShop();
        Tokens tokens = new Tokens(
                new JdbcTokenStore(
                        services.jdbc(),
                        new MasterSealer(bindings.bean("masterKey", MasterKey.class), new Sealer(), "account-token")),
                shop,
                services.clock(),
                services.pace());
        bindings.onContext(camel -> shop.open(camel, services));
        bindings.bind("channelCall", new CallSteps(new Authorizer(services.secrets(), tokens)));
        bindings.bind(
                "outward",
                new OperationSteps(
                        new OperationContexts(accounts, recipes),
                        new WorkOperationRequests(),
                        scripts,
                        judge,
                        Outcome.PROPERTY,
                        WorkOperationRequests::outcome));
        bindings.bind("fetch", new FetchSteps(scripts, judge, writer, services.clock()));
        bindings.bind("list", new ListSteps(accounts, scripts, judge, writer, services.clock(), services.pace()));
        Senders senders = bindings.bean("senders", Senders.class);
        bindings.bind(
                "pollSchedule",
                PollSchedule.ofOrders(accounts, recipes, senders.polls()::poll, services.clock(), services.pace()));
        bindings.bind(
                "subscriptionSchedule",
                PollSchedule.ofSubscriptions(
                        accounts, recipes, senders::lookAfterSubscriptions, services.clock(), services.pace()));
        bindings.bind(
                "subscriptions",
                new SubscriptionSteps(publicUrl(services), new SubscriptionRepairs(services, senders.polls())));
        SqsQueues queues = new SqsQueues(recipes, services.secrets(), QUEUE_WAIT);
        bindings.onStop("queues", queues::close);
        bindings.bind(
                "queue",
                new QueueSteps(
                        accounts, recipes, queues, bindings.bean("eventClassifier", EventClassifier.class), inbox));
    }

    private static String publicUrl(Services services) {
        return services.config().find("hub.public-url").orElseGet(() -> {
            LOG.info(
                    "hub.public-url is empty: webhooks that channels have switched off are switched on again, but none that is missing is made");
            return "";
        });
    }

    /** The token shop calls through Camel, which is made after the beans are. */
    private static final class LateShop implements Tokens.Shop {

        private volatile RefreshTokenClient shop;

        void open(CamelContext camel, Services services) {
            shop = new RefreshTokenClient(camel, services.secrets(), services.clock(), services.pace());
        }

        @Override
        public Tokens.Token buy(Account account, AuthRecipe.Lwa recipe) {
            return Optional.ofNullable(shop)
                    .orElseThrow(() -> new IllegalStateException("Camel is not up yet"))
                    .buy(account, recipe);
        }
    }
}
