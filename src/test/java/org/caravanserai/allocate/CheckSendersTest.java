package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A login of the broker speaks for its own location: what it says for another is refused, and a person is told who, what, where. */
class CheckSendersTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String CODE = "3pl.foreign_location";

    private long group;

    @BeforeEach
    void aDispatchAtMain() {
        hub.login("warehouse-main", "MAIN");
        hub.login("warehouse-east", "EAST");
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        hub.sql()
                .sql(
                        "update fulfilment_group set state = 'RELEASED', next_step = 'confirm', next_at = '2026-11-25T12:00:00Z'")
                .update();
        group = hub.sql()
                .sql("select id from fulfilment_group")
                .query(Long.class)
                .single();
    }

    @Test
    void aParcelOfAnotherLocationIsNotBookedAndItsCaseEndsWhenTheRightOneConfirms() {
        sent("warehouse-east", "shipment", Orders.shipment("s1", group, "1Z1", 1, 2));
        assertThat(states()).containsExactly("RELEASED");
        assertThat(hub.count("shipment")).isZero();
        assertThat(hub.count("stock where on_hand = 5")).isEqualTo(1);
        assertThat(cases())
                .containsExactly("open 1 Login warehouse-east, which is one of EAST, sent shipment s1 about dispatch "
                        + group + " for MAIN");
        assertThat(
                        hub.count(
                                "audit_row where action = 'report.refused' and actor = 'login:warehouse-east' and order_id is not null"))
                .isEqualTo(1);

        sent("warehouse-east", "shipment", Orders.shipment("s2", group, "1Z1", 1, 2));
        assertThat(cases()).hasSize(1).allMatch(one -> one.startsWith("open 2 "));

        sent("warehouse-main", "shipment", Orders.shipment("s3", group, "1Z1", 1, 2));
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(cases()).allMatch(one -> one.startsWith("resolved "));
    }

    @Test
    void aParcelNamedByOrderAndLocationIsLookedAtAsWell() {
        ObjectNode shipment = Orders.shipment("s1", group, "1Z1", 1, 2);
        shipment.remove("dispatchId");
        shipment.putObject("order")
                .put("channel", "shopify")
                .put("account", "main")
                .put("orderId", "1");
        sent("warehouse-east", "shipment", shipment);
        assertThat(states()).containsExactly("RELEASED");
        assertThat(cases()).hasSize(1);
        sent("warehouse-main", "shipment", shipment);
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(cases()).allMatch(one -> one.startsWith("resolved "));
    }

    @Test
    void anAnswerToARecallOfAnotherLocationDecidesNothing() {
        send(Orders.cancelled(Orders.order("1", V1, "MUG", 2), "2026-11-23T10:00:01.000Z"));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("CANCEL_REQUESTED");
        JsonNode answer = hub.json("{\"schema\":\"recall-answer.v1\",\"reference\":\"r1\",\"dispatchId\":\"" + group
                + "\",\"recalled\":true}");
        sent("warehouse-east", "recall-answer", answer);
        assertThat(states()).containsExactly("CANCEL_REQUESTED");
        assertThat(cases()).hasSize(1).allMatch(one -> one.contains("recall answer r1 about dispatch"));
        sent("warehouse-main", "recall-answer", answer);
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(cases()).allMatch(one -> one.startsWith("resolved "));
    }

    @Test
    void aCountOfAnotherLocationChangesNoStock() {
        sent("warehouse-east", "stock", Orders.count("c1", V1, "MUG", "MAIN", 99));
        assertThat(hub.count("stock where location = 'MAIN' and on_hand = 5")).isEqualTo(1);
        assertThat(cases())
                .containsExactly("open 1 Login warehouse-east, which is one of EAST, sent count c1 for MAIN");
        sent("warehouse-east", "stock", Orders.count("c2", V1, "MUG", "EAST", 7));
        assertThat(hub.count("stock where location = 'EAST' and on_hand = 7")).isEqualTo(1);
        assertThat(cases()).as("it reports of its own location again").allMatch(one -> one.startsWith("resolved "));
    }

    @Test
    void ofACountOfSeveralLocationsItsOwnIsTakenAndTheOthersAreNamed() {
        ObjectNode count = Orders.count("c1", V1, "MUG", "EAST", 7);
        count.withArray("levels").add(Orders.count("c1", V1, "MUG", "MAIN", 99).at("/levels/0"));
        sent("warehouse-east", "stock", count);
        assertThat(hub.count("stock where location = 'MAIN' and on_hand = 5")).isEqualTo(1);
        assertThat(hub.count("stock where location = 'EAST' and on_hand = 7")).isEqualTo(1);
        assertThat(
                        hub.count(
                                "exception_case where summary like '%login warehouse-east is one of EAST and may not report of another location%'"))
                .isEqualTo(1);
        assertThat(cases()).isEmpty();
    }

    @Test
    void aLoginThatIsCorrectedIsBelievedByARetry() {
        sent("warehouse-east", "shipment", Orders.shipment("s1", group, "1Z1", 1, 2));
        hub.sql()
                .sql("update broker_login set location = 'MAIN' where name = 'warehouse-east'")
                .update();
        var open = hub.sql()
                .sql("select id, inbox_id from exception_case where code = '" + CODE + "'")
                .query()
                .singleRow();
        hub.event(
                2,
                "redrive",
                "",
                "x",
                hub.key(),
                "{\"caseId\":" + open.get("id") + ",\"inboxId\":\"" + open.get("inbox_id")
                        + "\",\"actor\":\"user:a\"}");
        hub.awaitQuiet();
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(cases()).allMatch(one -> one.startsWith("resolved "));
    }

    @Test
    void whoHasNoLoginOfOursSpeaksForEveryLocation() {
        sent("erp", "shipment", Orders.shipment("s1", group, "1Z1", 1, 1));
        hub.event(2, "shipment", "", "1", hub.key(), Orders.shipment("s2", group, "1Z2", 1, 1));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(cases()).isEmpty();
    }

    private void sent(String login, String kind, JsonNode body) {
        hub.sent(login, kind, body);
        hub.awaitQuiet();
    }

    private List<String> cases() {
        return hub.sql()
                .sql("select state || ' ' || count || ' ' || summary from exception_case where code = '" + CODE
                        + "' order by id")
                .query(String.class)
                .list();
    }
}
