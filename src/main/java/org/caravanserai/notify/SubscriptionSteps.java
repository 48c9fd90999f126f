package org.caravanserai.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.camel.Exchange;
import org.caravanserai.base.ConfigException;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.SubscriptionRecipe;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;

/**
 * The hub reconciles what a channel pushes to it with what it wants. Channels switch webhooks off, or forget them,
 * after failures and tell nobody. How a channel is looked at and repaired stands in its {@code subscriptions} scripts; these
 * steps say what is wanted, and pass on what was repaired.
 */
public final class SubscriptionSteps {

    /** Told of each repair a channel has accepted. */
    @FunctionalInterface
    public interface Repairs {

        /** @param what was done, in words: {@code switched order.created on again} */
        void done(Account account, String what);
    }

    private final String publicUrl;
    private final Repairs repairs;

    /**
     * @param publicUrl where the channels reach this hub, without a slash at its end; empty: not known, and nothing that is
     *     missing can be made
     * @throws ConfigException when it is no http or https URL
     */
    public SubscriptionSteps(String publicUrl, Repairs repairs) {
        String url = publicUrl.replaceAll("/+$", "");
        if (!url.isEmpty() && !url.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?")) {
            throw new ConfigException("hub.public-url = " + publicUrl
                    + " is no address; write where channels reach the hub, like https://hub.example.com");
        }
        this.publicUrl = url;
        this.repairs = repairs;
    }

    /** Adds what is wanted to what the scripts see: {@code topics}, {@code path} and, if it is known, {@code address}. */
    public void sayWhatIsWanted(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        SubscriptionRecipe recipe = context.recipe().subscriptions();
        if (recipe == null) {
            context.end(Outcome.reject("the channel's recipe has no subscriptions"));
            return;
        }
        ArrayNode topics = context.input().putArray("topics");
        recipe.topics().forEach(topics::add);
        String path = "/webhooks/" + context.account().channel() + "/"
                + context.account().name();
        context.input().put("path", path).put("address", publicUrl.isEmpty() ? null : publicUrl + path);
    }

    /** Passes on what the request that was just answered has repaired. */
    public void noteRepair(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        if (context.outcome() != null
                && context.outcome().kind() == Kind.OK
                && !context.request().purpose().isEmpty()) {
            repairs.done(context.account(), context.request().purpose());
        }
    }
}
