package org.caravanserai.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.ChannelRecipe;

/** What the steps of an outward route know of the work under way; one per exchange, shared with its splits. */
public final class OperationContext {

    /** Exchange property that holds it. */
    public static final String PROPERTY = HubHeaders.OPERATION_CONTEXT;

    private final OperationRequest assignment;
    private final Account account;
    private final ChannelRecipe recipe;
    private final ObjectNode input;
    private List<ChannelRequest> requests = List.of();
    private ChannelRequest request;
    private int looks;
    private Verdict verdict;

    OperationContext(OperationRequest assignment, Account account, ChannelRecipe recipe, ObjectNode input) {
        this.assignment = assignment;
        this.account = account;
        this.recipe = recipe;
        this.input = input;
    }

    /** @throws IllegalStateException when no step has loaded the account */
    public static OperationContext of(Exchange exchange) {
        OperationContext errand = exchange.getProperty(PROPERTY, OperationContext.class);
        if (errand == null) {
            throw new IllegalStateException("no account was loaded for this work");
        }
        return errand;
    }

    public OperationRequest assignment() {
        return assignment;
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

    /** How it ended; null while it has not. */
    public Verdict verdict() {
        return verdict;
    }

    public void end(Verdict one) {
        verdict = one;
    }

    /** Nothing has gone wrong, and nothing says that it is done. */
    public boolean goesOn() {
        return verdict == null || verdict.kind() == Verdict.Kind.OK;
    }
}
