package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Bean {@code apiItems}: what is sold, and what channels call it. */
public final class Items {

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final Clock clock;

    public Items(JdbcClient jdbc, TransactionTemplate tx, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.clock = clock;
    }

    public ObjectNode find(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        Cursor cursor = request.cursor();
        return Page.of(
                "items",
                jdbc.sql("select sku, title, updated_at from item where sku > :after order by sku limit :most")
                        .param("after", cursor.isStart() ? "" : cursor.value(0))
                        .param("most", request.limit() + 1)
                        .query((row, n) -> new JsonRow(row)
                                .text("sku", "sku")
                                .text("title", "title")
                                .time("updatedAt", "updated_at")
                                .node())
                        .list(),
                request.limit(),
                last -> Cursor.of(last.path("sku").asText()));
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
            jdbc.sql("""
                            insert into item (sku, title, updated_at) values (:sku, coalesce(:title::text, ''), :now)
                            on conflict (sku) do update set title = coalesce(:title::text, item.title), updated_at = excluded.updated_at""")
                    .param("sku", sku)
                    .param(
                            "title",
                            change.hasNonNull("title") ? change.path("title").asText() : null)
                    .param("now", now())
                    .update();
            if (change.has("listings")) {
                replace(
                        sku,
                        change.path("listings"),
                        "/listings",
                        "delete from listing where sku = :sku and (account_id, channel_sku) not in "
                                + "(select * from unnest(:accounts::int[], :channelSkus::text[]))",
                        """
                        insert into listing (account_id, channel_sku, sku, reference, next_at) values (:account, :channelSku, :sku, :reference, :now)
                        on conflict (account_id, channel_sku) do update set reference = excluded.reference where listing.sku = excluded.sku""");
            }
            if (change.has("mappings")) {
                replace(
                        sku,
                        change.path("mappings"),
                        "/mappings",
                        "delete from sku_map where sku = :sku and (account_id, channel_sku) not in "
                                + "(select * from unnest(:accounts::int[], :channelSkus::text[]))",
                        """
                        insert into sku_map (account_id, channel_sku, sku) values (:account, :channelSku, :sku)
                        on conflict (account_id, channel_sku) do update set sku = excluded.sku where sku_map.sku = excluded.sku""");
            }
            audit.write(block -> block.add(
                    "item.put",
                    caller.actor(),
                    null,
                    null,
                    ((ObjectNode) change).deepCopy().put("sku", sku)));
            return get(sku);
        });
    }

    private void replace(String sku, JsonNode entries, String pointer, String delete, String insert) {
        List<Integer> accounts = new ArrayList<>();
        List<String> channelSkus = new ArrayList<>();
        for (JsonNode entry : entries) {
            accounts.add(account(entry, pointer + "/" + accounts.size()));
            channelSkus.add(entry.path("channelSku").asText());
        }
        jdbc.sql(delete)
                .param("sku", sku)
                .param("accounts", accounts.toArray(Integer[]::new))
                .param("channelSkus", channelSkus.toArray(String[]::new))
                .update();
        for (int i = 0; i < accounts.size(); i++) {
            JsonNode reference = entries.get(i).path("reference");
            var statement = jdbc.sql(insert)
                    .param("account", accounts.get(i))
                    .param("channelSku", channelSkus.get(i))
                    .param("sku", sku);
            int stored = (insert.contains(":reference")
                            ? statement
                                    .param("reference", reference.isObject() ? reference.toString() : "{}")
                                    .param("now", now())
                            : statement)
                    .update();
            if (stored == 0) {
                throw ApiProblem.conflict(pointer + "/" + i + ": channel SKU " + channelSkus.get(i)
                        + " already belongs to another item; take it away there first");
            }
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
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
        ObjectNode item = jdbc.sql("select sku, title, updated_at from item where sku = :sku")
                .param("sku", sku)
                .query((row, n) -> new JsonRow(row)
                        .text("sku", "sku")
                        .text("title", "title")
                        .time("updatedAt", "updated_at")
                        .node())
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("item " + sku));
        item.putArray("listings")
                .addAll(jdbc.sql("""
                        select a.channel, a.name as account, l.channel_sku, l.reference, l.believed, l.told_at, l.last_error
                          from listing l join account a on a.id = l.account_id where l.sku = :sku order by 1, 2, 3""")
                        .param("sku", sku)
                        .query((row, n) -> new JsonRow(row)
                                .text("channel", "channel")
                                .text("account", "account")
                                .text("channelSku", "channel_sku")
                                .json("reference", "reference")
                                .integer("believed", "believed")
                                .time("toldAt", "told_at")
                                .text("lastError", "last_error")
                                .node())
                        .list());
        item.putArray("mappings")
                .addAll(jdbc.sql("""
                        select a.channel, a.name as account, m.channel_sku from sku_map m join account a on a.id = m.account_id
                         where m.sku = :sku order by 1, 2, 3""")
                        .param("sku", sku)
                        .query((row, n) -> new JsonRow(row)
                                .text("channel", "channel")
                                .text("account", "account")
                                .text("channelSku", "channel_sku")
                                .node())
                        .list());
        return item;
    }
}
