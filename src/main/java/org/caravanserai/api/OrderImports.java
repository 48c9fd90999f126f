package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.FetchRecipe;
import org.caravanserai.inbox.ContentDigest;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.OwnEvents;
import org.caravanserai.inbox.Stored;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Somebody says that a channel has an order the hub does not have: the channel is asked for it, as if it had told of it. Known
 * or not, what it hands out goes the way of any order.
 */
public final class OrderImports {

    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final Accounts accounts;
    private final ChannelRecipes recipes;
    private final OwnEvents events;

    /** @param events joins the transactions of {@code tx} */
    public OrderImports(
            TransactionTemplate tx, AuditLog audit, Accounts accounts, ChannelRecipes recipes, OwnEvents events) {
        this.tx = tx;
        this.audit = audit;
        this.accounts = accounts;
        this.recipes = recipes;
        this.events = events;
    }

    /**
     * @throws ApiProblem 404 when there is no such account, 409 when it cannot be asked for an order or the reference stands for
     *     another wish, 400 when the id is none that its channel can be asked by
     */
    public ObjectNode take(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        Account account = AccountAdmin.connected(accounts, request);
        AccountAdmin.requireAwake(account);
        JsonNode wish = request.json();
        String orderId = orderId(account, wish.path("orderId").asText());
        String reason = wish.path("reason").asText().strip();
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("reference", wish.path("reference").asText())
                .put("orderId", orderId)
                .put("reason", reason);
        NewEvent event = event(account, orderId, document, caller);
        return tx.execute(status -> {
            Stored stored = events.add(List.of(event)).get(0);
            EventReferences.requireSame(stored, document.path("reference").asText(), event.content());
            if (!stored.duplicate()) {
                audit.write(new AuditRow(
                        "order.import-asked",
                        caller.actor(),
                        null,
                        stored.id(),
                        Json.text(Map.of(
                                "channel",
                                account.channel(),
                                "account",
                                account.name(),
                                "channelOrderId",
                                orderId,
                                "reason",
                                reason))));
            }
            return EventReferences.answer(stored);
        });
    }

    private String orderId(Account account, String typed) {
        FetchRecipe fetch = recipes.find(account.channel())
                .map(ChannelRecipe::fetch)
                .orElseThrow(() -> ApiProblem.conflict("the channel " + account.channel()
                        + " cannot be asked for one order: its recipe has no fetch"));
        return fetch.id()
                .read(typed)
                .orElseThrow(() -> ApiProblem.invalid(List.of(new ApiProblem.Wrong(
                        "/orderId",
                        "is no id that an order of " + account.channel() + " can be asked for by; give "
                                + fetch.id().wanted()))));
    }

    private static NewEvent event(Account account, String orderId, ObjectNode document, Caller caller) {
        String reference = document.path("reference").asText();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HubHeaders.ACTOR, caller.actor());
        headers.put(HubHeaders.REASON, document.path("reason").asText());
        headers.put(HubHeaders.REFERENCE, reference);
        headers.put(HubHeaders.CONTENT, ContentDigest.of(document));
        return new NewEvent(
                account.id(),
                EventKind.ORDER,
                EventSource.API,
                "import",
                "",
                orderId,
                ("import\0" + reference).getBytes(StandardCharsets.UTF_8),
                headers,
                document.toString().getBytes(StandardCharsets.UTF_8),
                true,
                null);
    }
}
