package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.outbox.source.StockPreview;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What telling an account its stock would change there: to be looked at before the first push is let go. */
public final class Publication {

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final StockPreview preview;

    public Publication(JdbcClient jdbc, Accounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.preview = new StockPreview(jdbc);
    }

    /** @throws ApiProblem 404 when there is no such account */
    public ObjectNode find(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        Account account = AccountAdmin.connected(accounts, request);
        int buffer = Math.max(0, account.settings().path("stockBuffer").asInt(0));
        PageCursor cursor = request.cursor();
        List<ObjectNode> entries =
                preview
                        .page(account.id(), buffer, cursor.isStart() ? 0 : cursor.number(0), request.limit() + 1)
                        .stream()
                        .map(Publication::entry)
                        .toList();
        ObjectNode page = Page.of(
                "listings",
                entries,
                request.limit(),
                last -> PageCursor.of(last.path("id").asText()));
        page.withArray("listings").forEach(one -> ((ObjectNode) one).remove("id"));
        StockPreview.Figures figures = preview.figures(account.id(), buffer);
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("channel", account.channel())
                .put("account", account.name())
                .put("mode", account.mode().word());
        answer.set("confirmedAt", confirmedAt(account));
        answer.putObject("figures")
                .put("listings", figures.listings())
                .put("changes", figures.changes())
                .put("notCounted", figures.notCounted());
        answer.setAll(page);
        return answer;
    }

    private JsonNode confirmedAt(Account account) {
        return jdbc.sql("select stock_confirmed_at from account where id = :id")
                .param("id", account.id())
                .query((row, n) -> new JsonRow(row)
                        .time("confirmedAt", "stock_confirmed_at")
                        .node())
                .single()
                .path("confirmedAt");
    }

    private static ObjectNode entry(StockPreview.Entry one) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", Long.toString(one.id()))
                .put("sku", one.sku())
                .put("product", one.product())
                .put("variant", one.variant())
                .put("channelSku", one.channelSku())
                .put("shown", one.shown())
                .put("target", one.target())
                .put("changes", one.changes());
    }
}
