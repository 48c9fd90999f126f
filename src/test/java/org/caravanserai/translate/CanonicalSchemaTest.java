package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanonicalSchemaTest {

    private static final CanonicalSchema ORDERS = Transformers.schema("order.v1");

    @Test
    void whatIsWrongIsSaidByPointerAndRuleAndNeverByValue() {
        assertThat(wrong(o -> o.put("version", "yesterday, said Ada")))
                .hasSize(2)
                .anyMatch(p -> p.startsWith("/version must match"))
                .noneMatch(p -> p.contains("Ada"));
        assertThat(wrong(o -> o.remove("orderId"))).containsExactly("/ lacks orderId");
        assertThat(wrong(o -> o.put("status", "shipped to Ada")))
                .containsExactly("/status must be one of [open,pending,cancelled,draft]");
        assertThat(wrong(o -> o.put("buyerName", "Ada"))).containsExactly("/ has the unknown field buyerName");
        assertThat(wrong(o -> line(o).put("open", -1))).containsExactly("/lines/0/open must be at least 0");
        assertThat(wrong(o -> line(o).put("open", 1_000_001))).containsExactly("/lines/0/open must be at most 1000000");
        assertThat(wrong(o -> line(o).put("fulfilled", "2"))).containsExactly("/lines/0/fulfilled must be integer");
        assertThat(wrong(o -> o.set("lines", Json.MAPPER.createObjectNode()))).containsExactly("/lines must be array");
        assertThat(wrong(o -> line(o).put("sku", "x".repeat(256))))
                .containsExactly("/lines/0/sku must have at most 255 characters");
        assertThat(wrong(o -> o.put("schema", "order.v2"))).containsExactly("/schema must be order.v1");
    }

    @Test
    void moneyIsDecimalTextAndNothingElse() {
        for (String right : List.of("0", "12.00", "-3.50", "999999999999999.99", "1.428571")) {
            assertThat(wrong(o -> line(o).put("total", right))).as(right).isEmpty();
        }
        for (String text : List.of(
                "", "12.", ".5", "1e3", "1,00", "+1", "00.5", " 1", "1 ", "12.00\n", "1234567890123456", "NaN")) {
            assertThat(wrong(o -> line(o).put("total", text))).as(text).isNotEmpty();
        }
        assertThat(wrong(o -> line(o).put("total", 12))).isNotEmpty();
    }

    @Test
    void timesAreUtcWithMillisecondsAndOnTheCalendar() {
        assertThat(wrong(o -> o.put("placedAt", "2024-02-29T23:59:59.999Z"))).isEmpty();
        assertThat(wrong(o -> o.put("placedAt", "2026-01-31T00:00:00.000Z"))).isEmpty();
        for (String time : List.of(
                "2026-11-23T10:00:00Z",
                "2026-11-23T10:00:00.000+01:00",
                "2026-02-30T10:00:00.000Z",
                "2023-02-29T10:00:00.000Z",
                "2026-04-31T10:00:00.000Z",
                "2026-13-01T10:00:00.000Z",
                "2026-11-23T24:00:00.000Z",
                "2026-11-23 10:00:00.000Z",
                "2026-11-23T10:00:00.000Z\n",
                "3026-11-23T10:00:00.000Z")) {
            assertThat(wrong(o -> o.put("placedAt", time))).as(time).isNotEmpty();
        }
    }

    @Test
    void noTextHoldsControlCharactersThatReachLogsOrPostgres() {
        assertThat(wrong(o -> line(o).put("title", "a\u0000b"))).containsExactly("title has a control character");
        assertThat(wrong(o -> line(o).put("title", "a\u001b[2Jb"))).containsExactly("title has a control character");
        assertThat(wrong(o -> ((ObjectNode) o.path("personal")).put("note", "one\ntwo")))
                .isEmpty();
    }

    @Test
    void aLongListOfProblemsIsCut() {
        ObjectNode empty = Json.MAPPER.createObjectNode();
        assertThatThrownBy(() -> ORDERS.require(empty)).isInstanceOfSatisfying(MappingException.class, e -> {
            assertThat(e.code()).isEqualTo("mapping.not_canonical");
            assertThat(e.evidence())
                    .startsWith("/ lacks schema; / lacks channel")
                    .endsWith(" more");
        });
    }

    @Test
    void documentsFromWarehousesAndPeopleAreCheckedToo() {
        accepted(
                "shipment.v1",
                "{'schema':'shipment.v1','reference':'WH-1','dispatchId':'4711','shippedAt':'2026-11-23T12:00:00+01:00','parcels':[{'carrier':'ups','trackingNumber':'1Z999AA10123456784','lines':[{'line':1,'quantity':2}]}]}");
        accepted(
                "shipment.v1",
                "{'schema':'shipment.v1','reference':'WH-2','order':{'channel':'shopify','account':'nordlicht','orderId':'6001'},'location':'MAIN','shippedAt':'2026-11-23T11:00:00Z','parcels':[{'carrier':'other','carrierName':'Bike','service':'','trackingNumber':'B-1','trackingUrl':'https://bike.example/B-1','lines':[{'sku':'MUG','quantity':1}]}]}");
        refused(
                "shipment.v1",
                "{'schema':'shipment.v1','reference':'WH-1','shippedAt':'2026-11-23T12:00:00Z','parcels':[{'carrier':'ups','trackingNumber':'1Z','lines':[{'line':1,'quantity':2}]}]}",
                "fits none or more than one");
        refused(
                "shipment.v1",
                "{'schema':'shipment.v1','reference':'WH-1','dispatchId':'1','shippedAt':'2026-02-30T12:00:00Z','parcels':[{'carrier':'ups','trackingNumber':'1Z','lines':[{'line':1,'quantity':2}]}]}",
                "/shippedAt");
        refused(
                "shipment.v1",
                "{'schema':'shipment.v1','reference':'WH-1','dispatchId':'1','shippedAt':'2026-11-23T12:00:00Z','parcels':[{'carrier':'other','trackingNumber':'1Z','lines':[{'line':1,'quantity':2}]}]}",
                "/parcels/0 lacks carrierName");
        refused(
                "shipment.v1",
                "{'schema':'shipment.v1','reference':'WH-1','dispatchId':'1','shippedAt':'2026-11-23T12:00:00Z','parcels':[{'carrier':'UPS','trackingNumber':'1Z','lines':[{'line':1,'quantity':0}]}]}",
                "/parcels/0/carrier must be one of");
        refused(
                "shipment.v1",
                "{'schema':'shipment.v1','reference':'WH-1','dispatchId':'1','shippedAt':'2026-11-23T12:00:00Z','parcels':[{'carrier':'ups','trackingNumber':'1Z','trackingUrl':'javascript:alert(1)','lines':[{'line':1,'quantity':1}]}]}",
                "/parcels/0/trackingUrl");
        accepted(
                "stock.v1",
                "{'schema':'stock.v1','reference':'C-1','asOf':'2026-11-23T12:00:00.5Z','levels':[{'sku':'MUG','location':'MAIN','onHand':0}]}");
        refused(
                "stock.v1",
                "{'schema':'stock.v1','reference':'C-1','asOf':'2026-11-23T12:00:00Z','levels':[{'sku':'MUG','location':'main','onHand':-1}]}",
                "/levels/0/onHand must be at least 0");
        accepted(
                "cancellation.v1",
                "{'schema':'cancellation.v1','reference':'X-1','order':{'hubOrderId':'88'},'reason':'buyer','by':'seller','at':'2026-11-23T12:00:00Z'}");
        accepted(
                "cancellation.v1",
                "{'schema':'cancellation.v1','reference':'X-2','order':{'channel':'amazon','account':'us','orderId':'114-1'},'reason':'out_of_stock','by':'seller','at':'2026-11-23T12:00:00Z','lines':[{'lineId':'5','quantity':1}]}");
        refused("cancellation.v1", "{'schema':'cancellation.v1','reason':'because'}", "/reason must be one of");
        refused(
                "cancellation.v1",
                "{'schema':'cancellation.v1','reference':'X-1','order':{'hubOrderId':'88','channel':'amazon'},'reason':'buyer','by':'seller','at':'2026-11-23T12:00:00Z'}",
                "/order");
        accepted(
                "recall-answer.v1", "{'schema':'recall-answer.v1','reference':'R','dispatchId':'601','recalled':true}");
        refused(
                "recall-answer.v1",
                "{'schema':'recall-answer.v1','reference':'R','dispatchId':'99999999999999999999','recalled':true}",
                "/dispatchId must match");
        accepted(
                "dispatch.v1",
                "{'schema':'dispatch.v1','type':'recall','dispatchId':'601','orderId':'1','channel':'shopify','account':'a','channelOrderId':'6001','number':'#1','location':'MAIN'}");
        refused(
                "dispatch.v1",
                "{'schema':'dispatch.v1','type':'release','dispatchId':'601','orderId':'1','channel':'shopify','account':'a','channelOrderId':'6001','number':'#1','location':'MAIN'}",
                "lacks lines");
        accepted(
                "exception.v1",
                "{'schema':'exception.v1','caseId':'9','code':'mapping.not_canonical','severity':'error','summary':'s','suggestion':'t','orderId':null,'channel':'shopify','account':'a','channelOrderId':'','at':'2026-11-23T12:00:00Z'}");
    }

    @Test
    void aMissingOrBrokenSchemaFileIsNamed(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> CanonicalSchema.load(directory, "order.v9"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("order.v9.schema.json");
        Files.writeString(directory.resolve("bad.v1.schema.json"), "{ not json");
        assertThatThrownBy(() -> CanonicalSchema.load(directory, "bad.v1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bad.v1.schema.json");
    }

    private static void accepted(String schema, String json) {
        assertThat(Transformers.schema(schema).problems(json(json))).as(json).isEmpty();
    }

    private static void refused(String schema, String json, String what) {
        assertThat(Transformers.schema(schema).problems(json(json)))
                .as(json)
                .anyMatch(problem -> problem.contains(what));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode line(ObjectNode order) {
        return (ObjectNode) ((ArrayNode) order.path("lines")).get(0);
    }

    private static List<String> wrong(Consumer<ObjectNode> change) {
        ObjectNode order = Transformers.expected("shopify/fixtures/01-simple");
        change.accept(order);
        return ORDERS.problems(order);
    }
}
