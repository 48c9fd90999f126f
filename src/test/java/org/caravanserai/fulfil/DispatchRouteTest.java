package org.caravanserai.fulfil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;

/** What a warehouse is told of a group, and what it is not. */
class DispatchRouteTest extends DispatchRoutePlay {

    @Test
    void anAllocatedGroupIsReleasedAndItsWarehouseIsTold() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        senders.scheduler().start();

        Message message = warehouse.receive("hub.fulfilment.MAIN");
        assertThat(message).isNotNull();
        assertThat(message.getStringProperty("_AMQ_DUPL_ID")).isEqualTo(Long.toString(row));
        assertThat(message.getJMSDeliveryMode()).isEqualTo(2);
        assertThat(Duration.ofMillis(message.getJMSExpiration() - System.currentTimeMillis()))
                .isBetween(Duration.ofDays(6), Duration.ofDays(7));
        assertThat(java.util.Collections.list(message.getPropertyNames()).stream()
                        .filter(name -> name.toString().startsWith("hub"))
                        .toList())
                .isEmpty();
        JsonNode json = Json.MAPPER.readTree(((TextMessage) message).getText());
        assertThat(json.path("type").asText()).isEqualTo("release");
        assertThat(json.path("dispatchId").asText()).isEqualTo(Long.toString(group));
        assertThat(json.path("shipTo").path("name").asText()).isEqualTo("Ada Example");
        assertThat(json.path("lines")).hasSize(1);
        assertThat(json.path("lines").get(0).toString())
                .isEqualTo("{\"line\":1,\"lineId\":\"L1\",\"sku\":\"SKU-1\",\"title\":\"A lamp\",\"quantity\":2}");
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));
        assertThat(groupRow(group)).containsEntry("state", "RELEASED").containsEntry("next_step", "confirm");
        assertThat(groupRow(group).get("released_at")).isNotNull();
        assertThat(sql.sql("select state from orders where id = ?")
                        .param(order)
                        .query(String.class)
                        .single())
                .isEqualTo("RELEASED");
        assertThat(sql.sql("select action from audit_row").query(String.class).list())
                .containsExactly("group.released");
    }

    @Test
    void nothingIsReleasedWhileTheChannelIsAskedForTheOrder() {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        sql.sql(
                        "insert into inbox_fetch (id, account_id, order_key, next_at, alone) values (1, ?, '6001', 'infinity', true)")
                .param(account)
                .update();
        senders.scheduler().start();
        await().untilAsserted(() -> assertThat(sql.sql("select coalesce(last_error, '') from outbox where id = ?")
                        .param(row)
                        .query(String.class)
                        .single())
                .isEqualTo("the channel is asked for the order"));
        assertThat(groupRow(group)).containsEntry("state", "ALLOCATED");

        sql.sql("delete from inbox_fetch").update();
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));
    }

    @Test
    void aGroupThatWasCancelledMeanwhileIsNotSent() {
        long order = order(501, "6001");
        long group = group(order, 601, "CANCELLED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        senders.scheduler().start();

        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("dropped"));
        warehouse.setReceiveTimeout(200);
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNull();
        assertThat(groupRow(group)).containsEntry("state", "CANCELLED");
    }

    @Test
    void aGroupThatWasAllocatedTwiceReachesItsWarehouseOnce() {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long first = row("dispatch", "location:MAIN", "release", order, group);
        long second = row("dispatch", "location:MAIN", "release", order, group);
        senders.scheduler().start();

        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNotNull();
        await().untilAsserted(() -> assertThat(state(second)).isEqualTo("dropped"));
        assertThat(state(first)).isEqualTo("sent");
        assertThat(groupRow(group)).containsEntry("released_by", first);
        warehouse.setReceiveTimeout(200);
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNull();
    }

    @Test
    void aMessageThatWasSentBeforeTheCrashReachesTheWarehouseOnce() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        senders.scheduler().start();
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNotNull();
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));

        // As a hub leaves it that died between the send and the mark.
        sql.sql("update outbox set state = 'sending', epoch = 0 where id = ?")
                .param(row)
                .update();
        senders.scheduler().close();
        restart();

        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));
        warehouse.setReceiveTimeout(200);
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNull();
    }

    @Test
    void aRecallFollowsItsRelease() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "CANCEL_REQUESTED", "EAST");
        sql.sql("update fulfilment_group set next_step = 'recall-answer', next_at = now()")
                .update();
        row("dispatch", "location:EAST", "release", order, group);
        long recall = row("dispatch", "location:EAST", "recall", order, group);
        senders.scheduler().start();

        List<String> types = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            types.add(Json.MAPPER
                    .readTree(((TextMessage) warehouse.receive("hub.fulfilment.EAST")).getText())
                    .path("type")
                    .asText());
        }
        assertThat(types).containsExactly("release", "recall");
        await().untilAsserted(() -> assertThat(state(recall)).isEqualTo("sent"));
        assertThat(groupRow(group))
                .containsEntry("state", "CANCEL_REQUESTED")
                .containsEntry("next_step", "recall-answer");
    }
}
