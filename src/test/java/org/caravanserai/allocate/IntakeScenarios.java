package org.caravanserai.allocate;

import static org.caravanserai.allocate.CasePlay.V1;
import static org.caravanserai.allocate.CasePlay.V2;
import static org.caravanserai.allocate.CasePlay.mugs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.testing.Orders;

/** How cases about what comes in begin and end: noise, files, payloads that cannot be read or believed. */
final class IntakeScenarios {

    private final CasePlay play;
    private final CaseScenarios scenarios;

    IntakeScenarios(CasePlay play, CaseScenarios scenarios) {
        this.play = play;
        this.scenarios = scenarios;
    }

    void add() {
        noise();
        payloads();
    }

    private void noise() {
        for (String cause : List.of(
                "unknown_kind", "no_order_id", "too_long", "foreign_shop", "unknown_seller", "reference_reused")) {
            scenarios.byHand(
                    "intake." + cause,
                    () -> play.noise(
                            play.shop,
                            EventSource.WEBHOOK,
                            "",
                            Map.of(HubHeaders.CAUSE, cause, HubHeaders.REASON, "odd")));
        }
        scenarios.add(
                "intake.clock_ahead",
                () -> play.send(mugs("ahead", V1, 1).put("placedAt", "2031-01-01T00:00:00.000Z")),
                () -> {
                    play.hub.clock().move(Duration.ofMinutes(61));
                    play.send(mugs("not-ahead", V1, 1));
                });
        Map<String, String> line = Map.of(
                HubHeaders.FILE, "orders.csv",
                HubHeaders.LINE, "3",
                HubHeaders.CHANNEL, "b2b",
                HubHeaders.ACCOUNT, "acme",
                HubHeaders.REASON, "orders.csv:3 order PO-1 is not taken: it has no sku");
        scenarios.add("intake.bad_line", () -> play.noise(CasePlay.FILE, EventSource.FILE, "PO-1", line), () -> {
            Map<String, String> mended = new LinkedHashMap<>(line);
            mended.remove(HubHeaders.REASON);
            mended.put(HubHeaders.LINE, "2");
            play.store(new NewEvent(
                    play.hub.connect("b2b", "acme"),
                    EventKind.ORDER,
                    EventSource.FILE,
                    "",
                    "canonical",
                    "PO-1",
                    play.hub.key().getBytes(StandardCharsets.UTF_8),
                    mended,
                    mugs("PO-1", V1, 1).toString().getBytes(StandardCharsets.UTF_8),
                    false,
                    null));
        });
        scenarios.byRetry("intake.killed_worker", () -> {
            play.hub
                    .sql()
                    .sql("""
                    with e as (insert into inbox (id, account_id, kind, source, lane, body, received_at)
                               values (nextval('inbox_id'), 4, 'timer', 'timer', 1, ?, '2026-11-23T12:00:00Z') returning id),
                         a as (insert into inbox_attempt (id, deaths) select id, 3 from e)
                    insert into inbox_todo (id, lane) select id, 1 from e""")
                    .param("{\"groupId\":1,\"step\":\"confirm\"}".getBytes(StandardCharsets.UTF_8))
                    .update();
            play.hub.awaitQuiet();
        });
        scenarios.add(
                "intake.unexpected",
                () -> {
                    play.hub.stock("NONE", "MAIN", 0);
                    play.send(Orders.order("dance", V1, "NONE", 1));
                    play.hub
                            .sql()
                            .sql("update fulfilment_group set next_step = 'dance' where id = ?")
                            .param(play.group("dance"))
                            .update();
                    play.due(play.group("dance"), "confirm");
                },
                () -> {
                    play.hub
                            .sql()
                            .sql("update fulfilment_group set next_step = 'retry-allocation' where id = ?")
                            .param(play.group("dance"))
                            .update();
                    play.retry("intake.unexpected");
                    play.cancel("dance", 0);
                });
    }

    private void payloads() {
        scenarios.add(
                "mapping.*",
                () -> play.send(mugs("banana", V1, 1).put("status", "banana")),
                () -> play.send(mugs("banana", V2, 1)));
        scenarios.add("mapping.unknown_currency", () -> shopify("\"ZZZ\""), () -> shopify("\"USD\""));
        int woo = play.hub.connect("woocommerce", "main");
        scenarios.add("mapping.incomplete", () -> woo(woo, false), () -> woo(woo, true));
        scenarios.add("mapping.unknown_sku", () -> play.send(Orders.order("unknown", V1, "NOBODY-KNOWS", 1)), () -> {
            play.hub
                    .sql()
                    .sql("insert into sku_map (account_id, channel_sku, sku) values (?, 'NOBODY-KNOWS', 'MUG')")
                    .param(play.shop)
                    .update();
            play.retry("mapping.unknown_sku");
        });
        for (String code : List.of("quantity.not_whole", "parcel.units_unknown", "fulfilment.unknown")) {
            scenarios.byRetry(code, () -> play.send(CasePlay.problem(mugs(code, V1, 1), code)));
        }
        for (String code : List.of("payload.*", "fulfilment.other_service", "fulfilment.unfulfillable")) {
            String one = code.replace("*", "unreadable");
            scenarios.add(
                    code, () -> play.send(CasePlay.problem(mugs(one, V1, 1), one)), () -> play.send(mugs(one, V2, 1)));
        }
    }

    private void shopify(String currency) throws IOException {
        String order = Files.readString(Path.of("transformers/shopify/fixtures/01-simple/request.webhook.json"));
        String id = play.hub.json(order).path("id").asText();
        play.hub.event(play.shop, "order", "webhook", id, play.hub.key(), order.replace("\"USD\"", currency));
        play.hub.awaitQuiet();
    }

    private void woo(int account, boolean whole) throws IOException {
        ObjectNode order = (ObjectNode)
                play.hub.json(Files.readString(Path.of("transformers/woocommerce/fixtures/01-simple/request.v3.json")));
        if (!whole) {
            ((ObjectNode) order.at("/line_items/0")).remove("quantity");
        }
        play.hub.event(account, "order", "v3", order.path("id").asText(), play.hub.key(), order);
        play.hub.awaitQuiet();
    }
}
