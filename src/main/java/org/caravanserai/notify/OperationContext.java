package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.Work;

/** What the steps of an outward route know of the work under way; one per exchange, shared with its splits. */
public final class OperationContext {

    /** Exchange property that holds it. */
    public static final String PROPERTY = HubHeaders.OPERATION_CONTEXT;

    /** What a channel's id may be: it is data from outside, and several are kept with blanks between them. */
    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

    private final Work work;
    private final SendPermit permit;
    private final Account account;
    private final ChannelRecipe recipe;
    private final ObjectNode input;
    private List<ChannelRequest> requests = List.of();
    private ChannelRequest request;
    private int looks;
    private final List<String> channelIds = new ArrayList<>();
    private Outcome outcome;

    OperationContext(Work work, SendPermit permit, Account account, ChannelRecipe recipe, ObjectNode input) {
        this.work = work;
        this.permit = permit;
        this.account = account;
        this.recipe = recipe;
        this.input = input;
    }

    /** @throws IllegalStateException when no step has loaded the account */
    public static OperationContext of(Exchange exchange) {
        OperationContext context = exchange.getProperty(PROPERTY, OperationContext.class);
        if (context == null) {
            throw new IllegalStateException("no account was loaded for this work");
        }
        return context;
    }

    public Work work() {
        return work;
    }

    /** The operation, in the recipe's words. */
    public String operation() {
        return work.operation();
    }

    /** Whether and how much may be called. */
    public SendPermit permit() {
        return permit;
    }

    public Account account() {
        return account;
    }

    public ChannelRecipe recipe() {
        return recipe;
    }

    /** What the scripts see; steps may add to it. */
    public ObjectNode input() {
        return input;
    }

    /** One more question what to look up; how many there were, this one included. */
    int look() {
        return ++looks;
    }

    List<ChannelRequest> requests() {
        return requests;
    }

    void plan(List<ChannelRequest> planned) {
        requests = planned;
    }

    /** The one that is or was sent last. */
    ChannelRequest request() {
        return request;
    }

    void sending(ChannelRequest one) {
        request = one;
    }

    /** Keeps the channel's own ids of what it is told, as a script names them in {@code ids}. */
    void note(JsonNode said) {
        for (JsonNode id : said.path("ids")) {
            if (ID.matcher(id.asText()).matches() && !channelIds.contains(id.asText())) {
                channelIds.add(id.asText());
            }
        }
    }

    /** The channel's own ids of what it was told. */
    List<String> channelIds() {
        return List.copyOf(channelIds);
    }

    /** Pays for one more call of the same operation. */
    public void payAgain() {
        recipe.budgets().forEach((name, budget) -> {
            Long cost = budget.costs().get(operation());
            if (cost != null) {
                permit.charge(name, cost);
            }
        });
    }

    /** How it ended; null while it has not. */
    public Outcome outcome() {
        return outcome;
    }

    public void end(Outcome one) {
        outcome = one;
    }

    /** Nothing has gone wrong, and nothing says that it is done. */
    public boolean allAccepted() {
        return outcome == null || outcome.kind() == Outcome.Kind.OK;
    }
}
