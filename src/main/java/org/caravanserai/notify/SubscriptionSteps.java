package org.caravanserai.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.camel.Exchange;
import org.caravanserai.base.ConfigException;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.SubscriptionRecipe;
import org.caravanserai.notify.Verdict.Kind;

/**
 * The hub looks after what a channel pushes to it. Channels switch webhooks off, or forget them,
 * after failures and tell nobody. How a channel is looked at and mended stands in its {@code subscriptions} scripts; these
 * steps say what is wanted, and pass on what was mended.
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
        OperationContext errand = OperationContext.of(exchange);
        SubscriptionRecipe recipe = errand.recipe().subscriptions();
        if (recipe == null) {
            errand.end(Verdict.of(Kind.REJECT, "the channel's recipe has no subscriptions"));
            return;
        }
        ArrayNode topics = errand.input().putArray("topics");
        recipe.topics().forEach(topics::add);
        String path = "/webhooks/" + errand.account().channel() + "/"
                + errand.account().name();
        errand.input().put("path", path).put("address", publicUrl.isEmpty() ? null : publicUrl + path);
    }

    /** Passes on what the request that was just judged has mended. */
    public void noteRepair(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        if (errand.verdict() != null
                && errand.verdict().kind() == Kind.OK
                && !errand.request().purpose().isEmpty()) {
            repairs.done(errand.account(), errand.request().purpose());
        }
    }
}
