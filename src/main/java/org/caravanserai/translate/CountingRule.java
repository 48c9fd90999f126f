package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.order.due.Counting;

/** How statements count what was sent: as the account's setting {@code counts} says, else as its channel's recipe does. */
public final class CountingRule {

    private static final String COUNTS = "counts";

    private final ChannelRecipes recipes;

    public CountingRule(ChannelRecipes recipes) {
        this.recipes = recipes;
    }

    /** Writes it into a mapped order. Where neither account nor recipe says anything, what the order says itself holds. */
    JsonNode into(JsonNode order, Account account, String shape) {
        Optional<Counting> counting = Counting.of(account.setting(COUNTS))
                .or(() -> recipes.find(account.channel()).map(recipe -> recipe.countsOf(shape)));
        if (order instanceof ObjectNode object && counting.isPresent()) {
            ObjectNode copy = object.objectNode();
            copy.setAll(object);
            return copy.put(COUNTS, counting.get().word());
        }
        return order;
    }
}
