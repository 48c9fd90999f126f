package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stock report is taken level by level: a bad level costs itself alone, and is named. */
class StockReportsTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final int API = 1;
    private static final int JMS = 2;
    private static final int FILE = 3;

    @BeforeEach
    void anItem() {
        hub.stock("MUG", "MAIN", 1);
    }

    @Test
    void badLevelsAreNamedAndTheOthersAreTaken() {
        ObjectNode report = Orders.count("r1", V1, "MUG", "MAIN", 7);
        level(report, "NOBODY", "MAIN", "5");
        level(report, "MUG", "MOON", "5");
        level(report, "MUG", "EAST", "-3");
        level(report, "MUG", "EAST", "1.5");
        level(report, "MUG", "EAST", "\"many\"");
        level(report, "MUG", "EAST", "4");
        Stored event = report(JMS, Map.of(), report);

        assertThat(text("select location || ' ' || on_hand from stock order by 1"))
                .containsExactly("EAST 4", "MAIN 7");
        List<String> places = List.of("/levels/1", "/levels/2", "/levels/3", "/levels/4", "/levels/5");
        JsonNode outcome = hub.json(text("select data from audit_row where action = 'stock.reported'")
                .get(0));
        assertThat(outcome.path("taken").asInt()).isEqualTo(2);
        assertThat(outcome.findValuesAsText("place")).containsExactlyInAnyOrderElementsOf(places);
        assertThat(hub.count("audit_row where action = 'stock.reported' and inbox_id = ?", event.id()))
                .isEqualTo(1);
        JsonNode evidence = hub.json(text("select evidence from exception_case").get(0));
        assertThat(evidence.findValuesAsText("place")).containsExactlyInAnyOrderElementsOf(places);
        assertThat(evidence.findValuesAsText("why"))
                .containsExactlyInAnyOrder(
                        "the SKU is not known",
                        "the location is not known",
                        "onHand must be at least 0",
                        "onHand must be integer",
                        "onHand must be integer");
        assertThat(text("select code || ': ' || summary from exception_case").get(0))
                .startsWith(
                        "stock.levels_not_taken: 5 of 7 level(s) of the stock report r1 from jms were not taken, the others were: "
                                + "/levels/3 (MUG at EAST): onHand must be at least 0; ")
                .endsWith("; and 2 more");
    }

    @Test
    void aSourceHasOneCaseThatCountsAndEndsWithItsNextCleanReport() {
        for (int i = 0; i < 3; i++) {
            report(JMS, Map.of(), Orders.count("bad" + i, V1, "NOBODY", "MAIN", 5));
        }
        report(API, Map.of(HubHeaders.ACTOR, "user:wms"), Orders.count("bad", V1, "MUG", "MOON", 5));
        assertThat(text("select account_id || ' ' || count || ' ' || state from exception_case order by 1"))
                .containsExactly("1 1 open", "2 3 open");
        assertThat(hub.count("outbox where kind = 'exception'")).isEqualTo(2);

        report(API, Map.of(HubHeaders.ACTOR, "user:other"), Orders.count("good1", V1, "MUG", "MAIN", 5));
        assertThat(hub.count("exception_case where state = 'open'"))
                .as("another sender's report says nothing")
                .isEqualTo(2);
        report(JMS, Map.of(), Orders.count("good2", V1, "MUG", "MAIN", 5));
        assertThat(text("select account_id || ' ' || state from exception_case order by 1"))
                .containsExactly("1 open", "2 resolved");
        report(API, Map.of(HubHeaders.ACTOR, "user:wms"), Orders.count("good3", V1, "MUG", "MAIN", 5));
        assertThat(hub.count("exception_case where state = 'open'")).isZero();
    }

    @Test
    void aBadReportBehindACleanOneOfTheSameBatchKeepsItsCase() {
        hub.inbox()
                .storeAll(IntStream.range(0, 5)
                        .mapToObj(i -> event(
                                JMS,
                                Map.of(),
                                i % 2 == 0
                                        ? Orders.count("bad" + i, V1, "NOBODY", "MAIN", 5)
                                        : Orders.count("good" + i, V1, "MUG", "MAIN", 5)))
                        .toList());
        hub.awaitQuiet();
        assertThat(hub.count("exception_case where state = 'open'")).isEqualTo(1);
    }

    @Test
    void aRetryTakesTheLevelsThatAreKnownByThen() {
        report(JMS, Map.of(), Orders.count("r1", V1, "CUP", "MAIN", 5));
        hub.sql().sql("insert into item (sku) values ('CUP')").update();
        var open =
                hub.sql().sql("select id, inbox_id from exception_case").query().singleRow();
        hub.event(
                API,
                "redrive",
                "",
                "case",
                hub.key(),
                "{\"caseId\":\"" + open.get("id") + "\",\"inboxId\":\"" + open.get("inbox_id")
                        + "\",\"actor\":\"user:a\"}");
        hub.awaitQuiet();
        assertThat(text("select sku || ' ' || on_hand from stock order by 1")).containsExactly("CUP 5", "MUG 1");
        assertThat(hub.count("exception_case where state = 'open'")).isZero();
    }

    @Test
    void aReportThatIsWrongAroundItsLevelsIsOneCaseThatEndsWithTheNextReadableOne() {
        ObjectNode endless = Orders.count("r1", V1, "MUG", "MAIN", 5);
        report(JMS, Map.of(), endless.deepCopy().put("asOf", "yesterday"));
        report(JMS, Map.of(), endless.deepCopy().put("reference", ""));
        ObjectNode empty = endless.deepCopy();
        empty.putArray("levels");
        report(JMS, Map.of(), empty);
        report(JMS, Map.of(), endless.deepCopy().put("levels", 5));
        assertThat(text("select code || ' ' || count from exception_case")).containsExactly("mapping.not_canonical 4");
        assertThat(hub.count("stock where on_hand = 1")).isEqualTo(1);

        report(JMS, Map.of(), Orders.count("r2", V1, "MUG", "MAIN", 5));
        assertThat(hub.count("exception_case where state = 'open'")).isZero();
    }

    @Test
    void theRowsOfAFileAreNamedByTheirLineAndTheNextDaysFileEndsTheCase() {
        ObjectNode report = Orders.count("stock-20261123.csv@1:2", V1, "NOBODY", "MAIN", 5);
        ((ObjectNode) report.at("/levels/0")).put("line", 17);
        report(FILE, Map.of(HubHeaders.FILE, "stock-20261123.csv", HubHeaders.LINE, "2"), report);
        assertThat(text("select summary from exception_case"))
                .containsExactly(
                        "1 of 1 level(s) of the stock report stock-20261123.csv@1:2 from stock-20261123.csv:2 were not taken, "
                                + "the others were: stock-20261123.csv:17 (NOBODY at MAIN): the SKU is not known");
        report(
                FILE,
                Map.of(HubHeaders.FILE, "other.csv", HubHeaders.LINE, "2"),
                Orders.count("other", V1, "MUG", "MAIN", 5));
        assertThat(hub.count("exception_case where state = 'open'")).isEqualTo(1);
        report(
                FILE,
                Map.of(HubHeaders.FILE, "stock-20261124.csv", HubHeaders.LINE, "2"),
                Orders.count("next", V1, "MUG", "MAIN", 5));
        assertThat(hub.count("exception_case where state = 'open'")).isZero();
    }

    private Stored report(int account, Map<String, String> kept, ObjectNode report) {
        Stored stored = hub.inbox().store(event(account, kept, report));
        hub.awaitQuiet();
        return stored;
    }

    private NewEvent event(int account, Map<String, String> kept, ObjectNode report) {
        return new NewEvent(
                account,
                EventKind.STOCK,
                EventSource.JMS,
                "",
                "",
                "stock",
                hub.key().getBytes(StandardCharsets.UTF_8),
                kept,
                report.toString().getBytes(StandardCharsets.UTF_8),
                false,
                null);
    }

    private void level(ObjectNode report, String sku, String location, String onHand) {
        report.withArray("levels")
                .addObject()
                .put("sku", sku)
                .put("location", location)
                .set("onHand", hub.json(onHand));
    }

    private List<String> text(String query) {
        return hub.sql().sql(query).query(String.class).list();
    }
}
