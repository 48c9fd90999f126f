package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.caravanserai.allocate.hold.HoldSettings;
import org.caravanserai.base.Json;
import org.caravanserai.fulfil.OrderBodies;
import org.caravanserai.outbox.camel.OutboxComponent;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.testing.LogLines;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.RouteGaps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code outbox:send}: one message for each event that was stored, none for one that was not, however often it was tried. */
class RouteMessagesTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String QUEUE = "hub.custom.copies";
    private static final int TIMER = 4;
    private static final String SEND = "to: {id: copy-order, uri: \"outbox:send?queue=hub.custom.copies\"}";

    @TempDir
    Path scratch;

    private ProcessingHub hub;
    private int shop;

    private void start(String file, String behind, String step) {
        hub = new ProcessingHub(
                RouteGaps.with(
                        Path.of("routes"), new RouteGaps.Gap(Path.of(file), behind, false), List.of(step), scratch),
                1,
                HoldSettings.STRICT,
                camel -> camel.addComponent("outbox", new OutboxComponent(null, null, null, Set.of(QUEUE))));
        shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
        hub.stock("MUG", "MAIN", 90);
    }

    private List<JsonNode> sent() throws Exception {
        List<JsonNode> sent = new ArrayList<>();
        OrderBodies bodies = new OrderBodies(hub.sql(), new OrderKeys(new MasterKey(new byte[32]), new Sealer()));
        hub.sql()
                .sql("select id, order_id, body from outbox where kind = 'send' and sealed order by inbox_id")
                .query(row -> {
                    try {
                        sent.add(Json.MAPPER.readTree(bodies.open(row.getLong(1), row.getLong(2), row.getBytes(3))
                                .orElseThrow()));
                    } catch (java.io.IOException e) {
                        throw new SQLException(e);
                    }
                });
        return sent;
    }

    @ParameterizedTest
    @CsvSource({
        "20-translate/translate-order.camel.yaml,compare-totals",
        "20-translate/read-event.camel.yaml,open-event",
        "30-allocate/process-inbox.camel.yaml,split-batch",
        "30-allocate/allocate-batch.camel.yaml,read-stock",
        "30-allocate/allocate-batch.camel.yaml,plan-dispatch"
    })
    void ofEightEventsWithOneBadOneAndTwoRoundsSevenMessagesAreLeft(String file, String behind) throws Exception {
        start(file, behind, SEND);
        try {
            hub.event(shop, "order", "canonical", "bad", hub.key(), Orders.order("bad", V1, "MUG", 89));
            hub.awaitQuiet();
            hub.sql().sql("delete from outbox").update();
            long group = hub.sql()
                    .sql(
                            "update fulfilment_group set next_step = 'dance', next_at = '2026-11-23T12:00:00Z' returning id")
                    .query(Long.class)
                    .single();
            hub.sql().sql("update stock set on_hand = on_hand + 100").update();
            stockMovesMeanwhile();
            hub.camel().getRouteController().suspendRoute("process-inbox");
            for (int i = 0; i < 8; i++) {
                if (i == 3) {
                    hub.event(TIMER, "timer", "", "bad", hub.key(), "{\"groupId\":" + group + ",\"step\":\"release\"}");
                } else {
                    hub.event(shop, "order", "canonical", "o" + i, hub.key(), Orders.order("o" + i, V1, "MUG", 1));
                }
            }
            hub.camel().getRouteController().resumeRoute("process-inbox");
            hub.awaitQuiet();

            assertThat(hub.halved())
                    .as("the batch was halved until the bad one stood alone")
                    .isGreaterThanOrEqualTo(3);
            assertThat(hub.count("exception_case where code = 'intake.unexpected'"))
                    .isEqualTo(1);
            assertThat(hub.count("outbox where kind = 'send'")).isEqualTo(7);
            assertThat(hub.count("outbox where kind = 'send' and destination = 'queue:hub.custom.copies' and sealed"))
                    .isEqualTo(7);
            assertThat(sent())
                    .hasSize(7)
                    .allSatisfy(one -> assertThat(one.toString()).containsPattern("o[0-9]"));
        } finally {
            hub.close();
        }
    }

    /** In every transaction somebody takes a unit between our look and our promise: it is decided in a second round. */
    private void stockMovesMeanwhile() throws SQLException {
        try (Connection owner = hub.database().ownerConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    create sequence thief;
                    create function steal() returns trigger language plpgsql security definer as $$ begin
                      if (select last_value from thief) <> (pg_current_xact_id()::text)::bigint then
                        perform setval('thief', (pg_current_xact_id()::text)::bigint);
                        update stock set on_hand = 7, reserved = 7 where sku = 'MUG';
                      end if;
                      return new;
                    end $$;
                    create trigger steal before insert on reservation for each row execute function steal();
                    """);
        }
    }

    @Test
    void aMessageSaysWhatWasDecidedOfItsEventSoFar() throws Exception {
        start("30-allocate/allocate-batch.camel.yaml", "plan-dispatch", SEND);
        try {
            hub.event(shop, "order", "canonical", "1", hub.key(), Orders.order("1", V1, "MUG", 2));
            hub.awaitQuiet();
            assertThat(sent()).singleElement().satisfies(one -> {
                assertThat(one.path("channel").asText()).isEqualTo("shopify");
                assertThat(one.at("/order/channelOrderId").asText()).isEqualTo("1");
                assertThat(one.at("/order/groups/0/location").asText()).isEqualTo("MAIN");
                assertThat(one.at("/order/groups/0/state").asText()).isEqualTo("ALLOCATED");
                assertThat(one.toString()).doesNotContain("Ada", "Sample Street");
            });
        } finally {
            hub.close();
        }
    }

    @Test
    void aStepThatSendsSeveralOfOneEventSendsThemAll() throws Exception {
        start("20-translate/translate-order.camel.yaml", "compare-totals", """
                split:
                  id: each-line
                  expression: {simple: {expression: "${body.path('lines')}"}}
                  steps:
                    - to: {id: copy-line, uri: "outbox:send?queue=hub.custom.copies"}
                """);
        try {
            hub.event(shop, "order", "canonical", "1", hub.key(), Orders.order("1", V1, "MUG", 2, "CUP", 1));
            hub.awaitQuiet();
            assertThat(sent()).extracting(one -> one.path("sku").asText()).containsExactlyInAnyOrder("MUG", "CUP");
            assertThat(hub.sql()
                            .sql("select step from outbox where kind = 'send' order by step")
                            .query(String.class)
                            .list())
                    .containsExactly("translate-order/copy-line", "translate-order/copy-line#2");
        } finally {
            hub.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20-translate/translate-order.camel.yaml,compare-totals",
        "30-allocate/process-inbox.camel.yaml,split-batch",
        "30-allocate/allocate-batch.camel.yaml,plan-dispatch"
    })
    void behindAWireTapItSaysThatItWouldBeLostAndTheOrderGoesOn(String file, String behind) throws Exception {
        start(file, behind, "wireTap: {id: tap-wrong, uri: \"outbox:send?queue=hub.custom.copies\"}");
        try (LogLines log = new LogLines()) {
            for (String order : List.of("1", "2", "3")) {
                hub.event(shop, "order", "canonical", order, hub.key(), Orders.order(order, V1, "MUG", 2));
                hub.awaitQuiet();
            }
            assertThat(hub.count("outbox where kind = 'send'")).isZero();
            assertThat(hub.count("outbox where operation = 'release'")).isEqualTo(3);
            assertThat(hub.count("exception_case")).isZero();
            Awaitility.await()
                    .until(() -> hub.meters()
                                    .get("hub.taps.failed")
                                    .tag("step", "tap-wrong")
                                    .counter()
                                    .count()
                            == 3);
            assertThat(log.all())
                    .as("once, not for each order")
                    .filteredOn(line -> line.contains("tap-wrong fails") && line.contains("not behind wireTap"))
                    .hasSize(1);
        } finally {
            hub.close();
        }
    }
}
