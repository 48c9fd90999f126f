package org.caravanserai.runtime;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.caravanserai.channel.Account;
import org.caravanserai.channel.Accounts;
import org.caravanserai.channel.intake.BodyValues;
import org.caravanserai.channel.intake.EventStore;
import org.caravanserai.channel.intake.Observer;
import org.caravanserai.channel.outward.Authorizer;
import org.caravanserai.channel.outward.CallSteps;
import org.caravanserai.channel.outward.ChannelHttp;
import org.caravanserai.channel.outward.ChannelScripts;
import org.caravanserai.channel.outward.Errands;
import org.caravanserai.channel.outward.JdbcTokenStore;
import org.caravanserai.channel.outward.Judge;
import org.caravanserai.channel.outward.LwaShop;
import org.caravanserai.channel.outward.OperationSteps;
import org.caravanserai.channel.outward.SubscriptionSteps;
import org.caravanserai.channel.outward.Tokens;
import org.caravanserai.channel.pull.FetchSteps;
import org.caravanserai.channel.pull.Harvest;
import org.caravanserai.channel.pull.ListSteps;
import org.caravanserai.channel.pull.PollSchedule;
import org.caravanserai.channel.pull.QueueSteps;
import org.caravanserai.channel.pull.SqsQueues;
import org.caravanserai.channel.recipe.AuthRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
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
        Judge judge = new Judge(scripts, services.clock());
        EventStore store = bindings.bean("eventStore", EventStore.class);
        Harvest harvest = new Harvest(store, bindings.bean("bodyValues", BodyValues.class));
        bindings.bind("http", ChannelHttp.component(services.pace().of(CONNECT), services.pace().of(ANSWER), CALLS_PER_HOST));
        LateShop shop = new LateShop();
        Tokens tokens = new Tokens(new JdbcTokenStore(services.jdbc(),
                new MasterSealer(bindings.bean("masterKey", MasterKey.class), new Sealer(), "account-token")), shop, services.clock(), services.pace());
        bindings.onContext(camel -> shop.open(camel, services));
        bindings.bind("channelCall", new CallSteps(new Authorizer(services.secrets(), tokens)));
        bindings.bind("outward", new OperationSteps(new Errands(accounts, recipes), new WorkAssignments(), scripts, judge, Outcome.PROPERTY,
                WorkAssignments::outcome));
        bindings.bind("fetch", new FetchSteps(scripts, judge, harvest, services.clock()));
        bindings.bind("list", new ListSteps(accounts, scripts, judge, harvest, services.clock(), services.pace()));
        Senders senders = bindings.bean("senders", Senders.class);
        bindings.bind("pollSchedule", PollSchedule.ofOrders(accounts, recipes, senders.polls()::poll, services.clock(), services.pace()));
        bindings.bind("subscriptionSchedule", PollSchedule.ofSubscriptions(accounts, recipes, senders::lookAfterSubscriptions, services.clock(),
                services.pace()));
        bindings.bind("subscriptions", new SubscriptionSteps(publicUrl(services), new SubscriptionRepairs(services, senders.polls())));
        SqsQueues queues = new SqsQueues(recipes, services.secrets(), QUEUE_WAIT);
        bindings.onStop("queues", queues::close);
        bindings.bind("queue", new QueueSteps(accounts, recipes, queues, bindings.bean("observer", Observer.class), store));
    }

    private static String publicUrl(Services services) {
        return services.config().find("hub.public-url").orElseGet(() -> {
            LOG.info("hub.public-url is empty: webhooks that channels have switched off are switched on again, but none that is missing is made");
            return "";
        });
    }

    /** The token shop calls through Camel, which is made after the beans are. */
    private static final class LateShop implements Tokens.Shop {

        private volatile LwaShop shop;

        void open(CamelContext camel, Services services) {
            shop = new LwaShop(camel, services.secrets(), services.clock(), services.pace());
        }

        @Override
        public Tokens.Token buy(Account account, AuthRecipe.Lwa recipe) {
            return Optional.ofNullable(shop).orElseThrow(() -> new IllegalStateException("Camel is not up yet")).buy(account, recipe);
        }
    }
}
