package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.ListedAs;
import org.caravanserai.inventory.ItemTable;
import org.caravanserai.inventory.SkuMapTable;
import org.caravanserai.order.store.WaitingOrders;
import org.caravanserai.outbox.ListingTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is sold, and what channels call it. */
public final class Items {

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final ItemTable items;
    private final ListingTable listings;
    private final SkuMapTable mappings;
    private final WaitingOrders waiting;
    private final Clock clock;

    /** An entry of a request: what a channel account calls the item. */
    private record Entry(ListedAs listed, JsonNode entry, String pointer) {

        ApiProblem taken() {
            return ApiProblem.conflict(
                    pointer + ": this listing already belongs to another item; take it away there first");
        }
    }

    public Items(JdbcClient jdbc, TransactionTemplate tx, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.items = new ItemTable(jdbc, clock);
        this.listings = new ListingTable(jdbc, clock);
        this.mappings = new SkuMapTable(jdbc);
        this.waiting = new WaitingOrders(jdbc);
        this.clock = clock;
    }

    public ObjectNode find(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        PageCursor cursor = request.cursor();
        return Page.of(
                "items",
                jdbc.sql("select sku, title, stocked, updated_at from item where sku > :after order by sku limit :most")
                        .param("after", cursor.isStart() ? "" : cursor.value(0))
                        .param("most", request.limit() + 1)
                        .query((row, n) -> new JsonRow(row)
                                .text("sku", "sku")
                                .text("title", "title")
                                .flag("stocked", "stocked")
                                .time("updatedAt", "updated_at")
                                .node())
                        .list(),
                request.limit(),
                last -> PageCursor.of(last.path("sku").asText()));
    }

    /** @throws ApiProblem 404 when there is no such item */
    public ObjectNode get(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        return get(request.segment(1));
    }

    /** @throws ApiProblem 400 when an account is not known, 409 when a listing or mapping belongs to another item */
    public ObjectNode put(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        String sku = request.segment(1);
        JsonNode change = request.json();
        return tx.execute(status -> {
            items.put(
                    sku,
                    change.hasNonNull("title") ? change.path("title").asText() : null,
                    change.hasNonNull("stocked") ? change.path("stocked").asBoolean() : null);
            if (change.has("listings")) {
                putListings(sku, change.path("listings"));
            }
            if (change.has("mappings")) {
                putMappings(sku, change.path("mappings"));
            }
            waiting.wake(sku, clock.instant());
            audit.write(AuditRow.of(
                    "item.put",
                    caller.actor(),
                    null,
                    ((ObjectNode) change).deepCopy().put("sku", sku)));
            return get(sku);
        });
    }

    private void putListings(String sku, JsonNode entries) {
        List<Entry> wanted = entries(entries, "/listings");
        listings.deleteOthers(sku, listed(wanted));
        for (Entry one : wanted) {
            JsonNode reference = one.entry.path("reference");
            if (!listings.put(one.listed, sku, reference.isObject() ? reference.toString() : "{}")) {
                throw one.taken();
            }
        }
    }

    private void putMappings(String sku, JsonNode entries) {
        List<Entry> wanted = entries(entries, "/mappings");
        mappings.deleteOthers(sku, listed(wanted));
        for (Entry one : wanted) {
            if (!mappings.put(one.listed, sku)) {
                throw one.taken();
            }
        }
    }

    private List<Entry> entries(JsonNode entries, String pointer) {
        List<Entry> found = new ArrayList<>();
        for (JsonNode entry : entries) {
            String at = pointer + "/" + found.size();
            ListedAs listed = new ListedAs(
                    account(entry, at),
                    entry.path("product").asText(""),
                    entry.path("variant").asText(""),
                    entry.path("channelSku").asText(""));
            if (listed.product().isEmpty()
                    && listed.variant().isEmpty()
                    && listed.channelSku().isEmpty()) {
                throw ApiProblem.invalid(List.of(new ApiProblem.Wrong(
                        at, "one of channelSku, product and variant is needed to tell which listing is meant")));
            }
            found.add(new Entry(listed, entry, at));
        }
        return found;
    }

    private static List<ListedAs> listed(List<Entry> some) {
        return some.stream().map(Entry::listed).toList();
    }

    private int account(JsonNode entry, String pointer) {
        return AccountIds.find(
                        jdbc,
                        entry.path("channel").asText(),
                        entry.path("account").asText())
                .orElseThrow(() -> ApiProblem.invalid(List.of(new ApiProblem.Wrong(
                        pointer,
                        "there is no account " + entry.path("channel").asText() + "/"
                                + entry.path("account").asText()))));
    }

    private ObjectNode get(String sku) {
        ObjectNode item = jdbc.sql("select sku, title, stocked, updated_at from item where sku = :sku")
                .param("sku", sku)
                .query((row, n) -> new JsonRow(row)
                        .text("sku", "sku")
                        .text("title", "title")
                        .flag("stocked", "stocked")
                        .time("updatedAt", "updated_at")
                        .node())
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("item " + sku));
        item.putArray("listings")
                .addAll(jdbc.sql("""
                        select a.channel, a.name as account, l.product, l.variant, l.channel_sku, l.reference, l.believed, l.told_at, l.last_error,
                               case when a.mode = 'off' then 'off'
                                    when not exists (select from stock s where s.sku = l.sku and s.counted_at is not null) then 'not_counted'
                                    when a.mode = 'shadow' then 'shadow'
                                    when a.stock_confirmed_at is null then 'not_confirmed'
                                    when l.last_error is not null then 'failed'
                                    when l.believed is null then 'due' else 'told' end as state
                          from listing l join account a on a.id = l.account_id where l.sku = :sku order by 1, 2, 5, 3, 4""")
                        .param("sku", sku)
                        .query((row, n) -> new JsonRow(row)
                                .text("channel", "channel")
                                .text("account", "account")
                                .text("product", "product")
                                .text("variant", "variant")
                                .text("channelSku", "channel_sku")
                                .json("reference", "reference")
                                .text("state", "state")
                                .integer("believed", "believed")
                                .time("toldAt", "told_at")
                                .text("lastError", "last_error")
                                .node())
                        .list());
        item.putArray("mappings")
                .addAll(jdbc.sql("""
                        select a.channel, a.name as account, m.product, m.variant, m.channel_sku
                          from sku_map m join account a on a.id = m.account_id where m.sku = :sku order by 1, 2, 5, 3, 4""")
                        .param("sku", sku)
                        .query((row, n) -> new JsonRow(row)
                                .text("channel", "channel")
                                .text("account", "account")
                                .text("product", "product")
                                .text("variant", "variant")
                                .text("channelSku", "channel_sku")
                                .node())
                        .list());
        return item;
    }
}
