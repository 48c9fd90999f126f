package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.Json;
import org.caravanserai.inbox.InboxUnavailableException;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases by JMX: the same events as by the REST interface, and errors that any client can read. */
class ExceptionsBeanTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private TestDatabase database;
    private JdbcClient jdbc;
    private final List<NewEvent> events = new ArrayList<>();
    private ExceptionsBean bean;
    private ExceptionCases exceptions;
    private int room = Integer.MAX_VALUE;

    @BeforeEach
    void start() {
        database = TestDatabase.fresh();
        jdbc = JdbcClient.create(database.dataSource());
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        exceptions = new ExceptionCases(
                jdbc,
                new EventIntake(
                        jdbc,
                        taken -> {
                            NewEvent event = taken.get(0);
                            if (events.size() >= room) {
                                throw new InboxUnavailableException("away", null);
                            }
                            boolean known = events.stream()
                                    .anyMatch(one -> java.util.Arrays.equals(one.eventKey(), event.eventKey()));
                            events.add(event);
                            return List.of(new Stored(events.size(), known));
                        },
                        clock),
                new CaseDetails(jdbc),
                clock);
        TransactionTemplate tx = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        IdBlocks ids = new IdBlocks(
                () -> jdbc.sql("select nextval('hub_id')").query(Long.class).single(), 1000);
        bean = new ExceptionsBean(
                jdbc,
                exceptions,
                new CaseActions(
                        jdbc, tx, new AuditLog(database.dataSource(), ids, clock), new CaseDetails(jdbc), clock),
                clock);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private void openCase(long id, String code, int minutesOld) {
        jdbc.sql(
                        "insert into exception_case (id, code, scope, inbox_id, summary, first_seen, last_seen) values (?, ?, 'event', 5, 'x', ?, '2026-11-23T12:00:00Z')")
                .params(id, code, NOW.minusSeconds(60L * minutesOld).atOffset(ZoneOffset.UTC))
                .update();
    }

    @Test
    void itShowsHowManyCasesThereAreAndHowOld() {
        assertThat(bean.getOpenCases()).isZero();
        assertThat(bean.getOldestOpenSeconds()).isZero();
        openCase(1, "stock.short", 3);
        openCase(2, "mapping.unknown_sku", 2);
        openCase(3, "mapping.unknown_sku", 1);
        openCase(4, "stock.short", 99);
        jdbc.sql("update exception_case set state = 'resolved' where id = 4").update();
        jdbc.sql("update exception_case set state = 'retrying' where id = 3").update();

        assertThat(bean.getOpenCases()).isEqualTo(3);
        assertThat(bean.getOldestOpenSeconds()).isEqualTo(180);
        assertThat(bean.getCasesByCode()).isEqualTo(Map.of("mapping.unknown_sku", 2L, "stock.short", 1L));
    }

    @Test
    void aRetryIsTheEventTheRestInterfaceStoresWithJmxAsItsActor() throws Exception {
        openCase(1, "stock.short", 3);
        openCase(2, "stock.short", 3);
        assertThat(bean.retry(" 1 "))
                .containsEntry("caseId", "1")
                .containsEntry("result", "accepted")
                .containsEntry("eventId", "1");
        exceptions.retry(2, "user:anna");

        JsonNode byJmx = Json.MAPPER.readTree(events.get(0).body());
        assertThat(byJmx.path("actor").asText()).isEqualTo("jmx");
        ObjectNode byApi = (ObjectNode) Json.MAPPER.readTree(events.get(1).body());
        assertThat(byApi.put("actor", "jmx").put("caseId", "1")).isEqualTo(byJmx);
        assertThat(events.get(0))
                .usingRecursiveComparison()
                .ignoringFields("eventKey", "body", "orderKey")
                .isEqualTo(events.get(1));
        assertThat(bean.retry("1")).containsEntry("result", "already_done").containsEntry("eventId", null);
        assertThat(events).hasSize(2);
    }

    @Test
    void theOldestCasesOfACauseAreRetriedUpToTheLimitEachByItsOwnEvent() {
        for (int id = 1; id <= 5; id++) {
            openCase(id, "stock.short", id);
        }
        openCase(9, "mapping.unknown_sku", 50);

        assertThat(bean.retryCode("stock.short", 2)).isEqualTo(Map.of("accepted", 2L, "already_done", 0L, "open", 3L));
        assertThat(events).extracting(NewEvent::orderKey).containsExactly("case/5", "case/4");
        assertThat(bean.retryCode(" stock.short", 1000))
                .isEqualTo(Map.of("accepted", 3L, "already_done", 0L, "open", 0L));
        assertThat(jdbc.sql("select state from exception_case where id = 9")
                        .query(String.class)
                        .single())
                .isEqualTo("open");
    }

    @Test
    void aCaseIsShownWithWhatToDoAndClosedByWhoeverUsesJmx() {
        openCase(1, "stock.short", 3);
        openCase(2, "mapping.unknown_sku", 2);
        assertThat(bean.list("", 10)).hasSize(2).containsKey("1");
        assertThat(bean.list(" stock.short", 10).values()).singleElement().isEqualTo("stock.short: x -- ");
        assertThat(bean.show("1")).containsEntry("summary", "x").containsKey("suggestion");

        assertThat(bean.comment("1", "looked at it").get("history")).contains("looked at it");
        assertThat(bean.assign("1", "")).containsEntry("assignee", null);
        assertThatThrownBy(() -> bean.assign("1", "nobody-known"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no login 'nobody-known'");
        assertThatThrownBy(() -> bean.dismiss("1", " "))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the reason must have 1 to 1000 characters");
        assertThat(bean.dismiss("1", "a test"))
                .containsEntry("resolvedBy", "jmx")
                .containsEntry("ending", "dismissed");
        assertThat(bean.resolve("2", "")).containsEntry("ending", "resolved");
        assertThatThrownBy(() -> bean.resolve("2", ""))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("case 2 was closed already by jmx");
        assertThat(bean.getOpenCases()).isZero();
    }

    @Test
    void whatIsWrongIsSaidInWordsByExceptionsOfJavaItself() {
        assertThatThrownBy(() -> bean.retry("7"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no case 7")
                .hasNoCause();
        assertThatThrownBy(() -> bean.retry("x' or 1=1"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a number");
        assertThatThrownBy(() -> bean.retryCode("no.such", 5))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no open case");
        for (int limit : new int[] {0, -1, 1001}) {
            assertThatThrownBy(() -> bean.retryCode("stock.short", limit))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 1000");
        }
        openCase(1, "stock.short", 1);
        openCase(2, "stock.short", 2);
        room = 1;
        assertThatThrownBy(() -> bean.retryCode("stock.short", 5))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessage("the hub cannot store or read now; try again (1 of 2 cases were accepted before)");
        database.close();
        assertThatThrownBy(bean::getOpenCases)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasNoCause();
    }
}
