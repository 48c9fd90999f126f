package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.stream.Collectors;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.ChannelOperation;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.order.WorkingCancellation;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;

/** Asks a person to cancel at a channel that takes no such call from us: the case names the units and the way there. */
public final class UntoldCancellations {

    private final BatchDependencies dependencies;

    public UntoldCancellations(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    /** Opens the case; it is over when the channel states that the units were taken off. */
    public void askPeople(
            Round round, WorkingOrder order, WorkingCancellation one, Account account, ChannelRecipe recipe) {
        String units = one.units().entrySet().stream()
                .filter(line -> line.getValue() > 0)
                .map(line ->
                        line.getValue() + " unit(s) of " + name(order.lines().get(line.getKey())))
                .collect(Collectors.joining(", "));
        String way = recipe.byHand().getOrDefault(ChannelOperation.CANCEL.word(), "cancel them in its own pages");
        long id = dependencies.ids().next();
        round.cases()
                .open(new NewCase(
                        id,
                        CaseCode.TELL_BY_HAND.code(),
                        "order",
                        order.accountId(),
                        order.id(),
                        null,
                        null,
                        null,
                        one.actor() + " cancelled " + units + " of order " + order.number() + " (" + one.reason()
                                + "), and " + recipe.title() + " account " + account.name()
                                + " takes no cancellation from the hub: " + way,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("cancellation", one.id())
                                .put("channelOrderId", order.channelOrderId())
                                .put("reason", one.reason())
                                .toString()));
        one.waitFor(id);
    }

    private static String name(WorkingLine line) {
        return "line " + line.lineNo() + (line.channelSku().isEmpty() ? "" : " (" + line.channelSku() + ")");
    }
}
