package org.caravanserai.fulfil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.TextMessage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.caravanserai.base.Json;
import org.caravanserai.testing.LogLines;
import org.junit.jupiter.api.Test;

/** What becomes of a message that its warehouse does not get, and how an operator steers the route. */
class DispatchFailureTest extends DispatchRoutePlay {

    @Test
    void aBuyerWhoWasErasedIsACaseAnnouncedOnTheExceptionQueue() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        sql.sql("delete from order_data_key").update();
        senders.scheduler().start();

        JsonNode announced = Json.MAPPER.readTree(((TextMessage) warehouse.receive("hub.exceptions")).getText());
        assertThat(announced.path("code").asText()).isEqualTo("dispatch-out.rejected");
        assertThat(announced.path("summary").asText()).contains("erased");
        assertThat(state(row)).isEqualTo("case");
        assertThat(sql.sql("select outbox_id from exception_case")
                        .query(Long.class)
                        .single())
                .isEqualTo(row);
    }

    @Test
    void aRouteThatFailsIsOneLineOfTheLogWithItsTrace() {
        long order = order(501, "6001");
        long row = row("dispatch", "location:MAIN", "release", order, group(order, 601, "ALLOCATED", "MAIN"));
        sql.sql("update orders set doc = '{cut'").update();
        try (LogLines log = new LogLines()) {
            senders.scheduler().start();
            await().until(() -> sql.sql("select last_error is not null from outbox where id = ?")
                    .param(row)
                    .query(Boolean.class)
                    .single());

            List<String> failures =
                    log.all().stream().filter(line -> !line.startsWith("INFO")).toList();
            assertThat(failures)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("WARN OutboxConsumer the route of dispatch to location:MAIN failed: "));
            assertThat(failures)
                    .as("the trace stands behind the first attempt")
                    .filteredOn(line -> line.endsWith(" !"))
                    .hasSize(1);
        }
    }

    @Test
    void aRetriedCaseIsSentAgainAndResolvedWhenItIsDelivered() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        byte[] wrapped = sql.sql("select wrapped from order_data_key")
                .query(byte[].class)
                .single();
        sql.sql("delete from order_data_key").update();
        senders.scheduler().start();
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("case"));
        sql.sql("insert into order_data_key values (?, ?)")
                .params(order, wrapped)
                .update();

        // What a retry of the case does.
        sql.sql("update outbox set state = 'pending', attempts = 0, next_at = now() where state = 'case'")
                .update();
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNotNull();
        assertThat(sql.sql("select state from exception_case")
                        .query(String.class)
                        .single())
                .isEqualTo("resolved");
    }

    @Test
    void theRouteIsSeenAndSteeredByJmx() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = beans
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + camel.getManagementName() + ",type=consumers,*"),
                        null)
                .stream()
                .filter(one -> one.getKeyProperty("name").contains("OutboxConsumer"))
                .filter(one -> attribute(beans, one, "Kind").equals("dispatch"))
                .findFirst()
                .orElseThrow();
        beans.invoke(name, "pause", null, null);
        long order = order(501, "6001");
        long row = row("dispatch", "location:MAIN", "release", order, group(order, 601, "ALLOCATED", "MAIN"));
        senders.scheduler().start();
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(state(row)).isEqualTo("pending"));
        assertThat(beans.getAttribute(name, "Depth")).isEqualTo(1L);

        beans.invoke(name, "resumeWork", null, null);
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));
        assertThat(beans.getAttribute(name, "Handled")).isEqualTo(1L);
    }

    private static Object attribute(MBeanServer beans, ObjectName name, String attribute) {
        try {
            return beans.getAttribute(name, attribute);
        } catch (javax.management.JMException e) {
            return "";
        }
    }
}
