package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.Work;

/**
 * What a channel's scripts see of a work. Always {@code attempt}, {@code account} (without secrets) and {@code carriers};
 * besides, by kind of work:
 *
 * <pre>
 * row of the outbox   status: the row's message
 * stock               listing {channelSku, product, variant, sku, reference}, target, believed, version
 * fetch               orderKey, since, parentId
 * list                since, if a backlog of notification-only events asks for it, or a look back; then until as well
 * </pre>
 */
final class ScriptInput {

    private ScriptInput() {}

    static ObjectNode of(Work work, Account account, ChannelRecipe recipe) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        if (work instanceof OutboxRow row) {
            input.set("status", json(work, row.body()));
        } else if (work instanceof StockWork stock) {
            addStock(input, stock);
        } else if (work instanceof FetchWork fetch) {
            addFetch(input, fetch);
        }
        input.put("attempt", work.attempt());
        input.set("account", view(account));
        input.set("carriers", Json.MAPPER.valueToTree(recipe.carriers()));
        return input;
    }

    private static void addStock(ObjectNode input, StockWork stock) {
        StockWork.Listing listing = stock.listing();
        input.putObject("listing")
                .put("channelSku", listing.channelSku())
                .put("product", listing.product())
                .put("variant", listing.variant())
                .put("sku", listing.sku())
                .set("reference", json(stock, listing.reference().getBytes(StandardCharsets.UTF_8)));
        input.put("target", stock.target()).put("believed", stock.believed()).put("version", stock.version());
    }

    private static void addFetch(ObjectNode input, FetchWork fetch) {
        input.put("orderKey", fetch.orderKey())
                .put("since", fetch.since() == null ? null : fetch.since().toString());
        if (!fetch.list()) {
            input.put("parentId", fetch.parentId());
        }
    }

    /** The account as scripts see it: no secrets. */
    static JsonNode view(Account account) {
        return Json.MAPPER.valueToTree(Map.of(
                "channel",
                account.channel(),
                "name",
                account.name(),
                "baseUrl",
                account.baseUrl(),
                "settings",
                account.settings()));
    }

    private static JsonNode json(Work work, byte[] text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("work for " + work.destination() + " is no JSON", e);
        }
    }
}
