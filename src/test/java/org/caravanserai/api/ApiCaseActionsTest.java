package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do about cases: who, when and why stands with the case, and what makes no sense is refused in words. */
class ApiCaseActionsTest {

    private static ApiUnderTest api;
    private static int account;
    private static long order;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
        account = api.account("shopify", "main");
        order = api.order(account, "6001", "#1001", Instant.parse("2026-11-23T10:00:00Z"));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static Answer act(long id, String action, String body) throws Exception {
        return api.call(Role.OPERATOR, "POST", "/api/v1/exceptions/" + id + "/" + action, body);
    }

    private static List<String> audit(long id) {
        return api.jdbc.sql("""
                        select action || ' ' || actor || ' ' || (data::json ->> 'cause') from audit_row
                         where data::json ->> 'case' = ? and action like 'case.%' order by block, pos""").param(Long.toString(id)).query(String.class).list();
    }

    private static long caseOf(String code, Long group) {
        long id = api.openCase(account, order);
        api.jdbc
                .sql("update exception_case set code = ?, group_id = ? where id = ?")
                .params(code, group, id)
                .update();
        return id;
    }

    @Test
    void aCaseIsResolvedOnceAndSaysByWhomAndWhy() throws Exception {
        long id = api.openCase(account, order);
        Answer resolved = act(id, "resolve", "{\"note\":\"mapped it by hand\"}");
        assertThat(resolved.status()).isEqualTo(200);
        JsonNode now = resolved.json();
        assertThat(now.path("state").asText()).isEqualTo("resolved");
        assertThat(now.path("ending").asText()).isEqualTo("resolved");
        assertThat(now.path("resolvedBy").asText()).isEqualTo("user:operator-anna");
        assertThat(now.path("resolution").asText()).isEqualTo("mapped it by hand");
        assertThat(now.at("/history/0/action").asText()).isEqualTo("resolved");

        for (String action : List.of("resolve", "dismiss")) {
            Answer again = act(id, action, "{\"" + (action.equals("resolve") ? "note" : "reason") + "\":\"x\"}");
            assertThat(again.status()).as(action).isEqualTo(409);
            assertThat(again.json().path("detail").asText())
                    .isEqualTo("case " + id + " was closed already by user:operator-anna: mapped it by hand");
        }
        assertThat(act(id, "assign", "{\"assignee\":\"viewer-anna\"}").status()).isEqualTo(409);
        assertThat(act(id, "comment", "{\"text\":\"a good thing\"}")
                        .json()
                        .at("/history/1/words")
                        .asText())
                .as("there may be more to say of a closed one")
                .isEqualTo("a good thing");
        assertThat(audit(id))
                .containsExactly(
                        "case.resolved user:operator-anna mapping.unknown_sku",
                        "case.commented user:operator-anna mapping.unknown_sku");
        assertThat(api.jdbc
                        .sql("select count(*) from audit_row where data like '%by hand%'")
                        .query(Integer.class)
                        .single())
                .as("the trail names the note, not its words")
                .isZero();
    }

    @Test
    void aNoteIsNotNeededButAReasonIs() throws Exception {
        long id = api.openCase(account, order);
        for (String body : List.of("{}", "{\"reason\":\"\"}", "{\"reason\":\"  \"}", "{\"note\":\"x\"}")) {
            assertThat(act(id, "dismiss", body).status()).as(body).isEqualTo(400);
        }
        assertThat(act(id, "dismiss", null).status()).isEqualTo(415);
        Answer dismissed = act(id, "dismiss", "{\"reason\":\"a test of ours\"}");
        assertThat(dismissed.json().path("ending").asText()).isEqualTo("dismissed");
        assertThat(audit(id)).containsExactly("case.dismissed user:operator-anna mapping.unknown_sku");
        assertThat(act(api.openCase(account, order), "resolve", null).status()).isEqualTo(200);
        assertThat(act(999_999, "resolve", null).status()).isEqualTo(404);
    }

    @Test
    void aCaseIsGivenToALoginThatExistsOrToNobody() throws Exception {
        long id = api.openCase(account, order);
        assertThat(act(id, "assign", "{\"assignee\":\"engineer-anna\"}")
                        .json()
                        .path("assignee")
                        .asText())
                .isEqualTo("engineer-anna");
        assertThat(act(id, "assign", "{\"assignee\":\"engineer-anna\"}").status())
                .isEqualTo(200);
        assertThat(api.get(Role.VIEWER, "/api/v1/exceptions?assignee=engineer-anna")
                        .json()
                        .path("cases"))
                .hasSize(1);
        Answer stranger = act(id, "assign", "{\"assignee\":\"somebody\"}");
        assertThat(stranger.status()).isEqualTo(400);
        assertThat(stranger.json().at("/errors/0/detail").asText()).contains("no login 'somebody'");
        assertThat(act(id, "assign", "{\"assignee\":null}")
                        .json()
                        .path("assignee")
                        .isNull())
                .isTrue();
        assertThat(audit(id)).as("what changed nothing is told nobody").hasSize(2);
    }

    @Test
    void aCaseThatAGroupWaitsForIsNotClosedOverIt() throws Exception {
        long group = api.jdbc
                .sql("select id from fulfilment_group where order_id = ?")
                .param(order)
                .query(Long.class)
                .single();
        long id = caseOf("3pl.not_confirmed", group);
        api.jdbc
                .sql("update fulfilment_group set case_id = ?, next_step = null, next_at = null where id = ?")
                .params(id, group)
                .update();
        for (String action : List.of("resolve", "dismiss")) {
            Answer refused = act(id, action, "{\"" + (action.equals("resolve") ? "note" : "reason") + "\":\"x\"}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("detail").asText())
                    .startsWith("group " + group + " of order " + order + " (PARTIALLY_SHIPPED) still waits for it")
                    .contains("post the shipment if it left");
        }
        api.jdbc
                .sql(
                        "update fulfilment_group set case_id = null, next_step = 'confirm', next_at = '2026-11-25T12:00:00Z' where id = ?")
                .param(group)
                .update();
        assertThat(act(id, "resolve", null).status()).isEqualTo(200);
    }

    @Test
    void aCaseThatHoldsAnOrderIsNotClosedOverItUnlessItOnlyInforms() throws Exception {
        long negative = caseOf("totals.negative", null);
        long test = caseOf("intake.test_order", null);
        api.jdbc
                .sql("update exception_case set severity = 'info' where id = ?")
                .param(test)
                .update();
        for (long id : new long[] {negative, test}) {
            api.jdbc.sql("""
                    insert into hold (order_id, cause, source, step, reason, next_look, case_id, created_at)
                    select order_id, code, 'test', 'allocate', 'x', '2026-11-23T13:00:00Z', id, '2026-11-23T12:00:00Z'
                      from exception_case where id = ?""").param(id).update();
        }
        Answer refused = act(negative, "dismiss", "{\"reason\":\"it is right\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText())
                .startsWith("order " + order + " is still held by it")
                .contains("retry to ship it all the same");
        assertThat(act(test, "resolve", null).status()).isEqualTo(409);
        assertThat(act(test, "dismiss", "{\"reason\":\"seen\"}").status()).isEqualTo(200);
    }

    @Test
    void whatTryingAgainCannotChangeIsNotAccepted() throws Exception {
        long id = caseOf("intake.unknown_kind", null);
        assertThat(api.get(Role.VIEWER, "/api/v1/exceptions/" + id)
                        .json()
                        .path("retryable")
                        .asBoolean())
                .isFalse();
        Answer refused = act(id, "retry", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText())
                .startsWith("trying case " + id + " again changes nothing. ")
                .contains("resolve the case");
    }

    @Test
    void aRefusedQuantityIsTriedNow() throws Exception {
        api.jdbc.sql("insert into item (sku) values ('LAMP')").update();
        api.jdbc
                .sql(
                        "insert into listing (account_id, channel_sku, sku, next_at) values (?, 'L-1', 'LAMP', '2026-11-23T19:00:00Z')")
                .param(account)
                .update();
        long id = caseOf("stock-out.rejected", null);
        api.jdbc
                .sql(
                        "update exception_case set scope = 'stock', order_id = null, evidence = '{\"channelSku\":\"L-1\"}' where id = ?")
                .param(id)
                .update();
        api.jdbc.sql("""
                insert into attempt (reference, account_id, number, call, outcome, status, answer, at) values
                  ('listing/L-1', ?, 1, 'PUT /stock/1', 'retry', 502, 'it does not answer', '2026-11-23T12:00:00Z'),
                  ('listing/L-1', ?, 2, 'PUT /stock/1', 'reject', 422, 'the listing is archived', '2026-11-23T12:01:00Z'),
                  ('listing/L-2', ?, 1, 'PUT /stock/2', 'reject', 422, 'another one', '2026-11-23T12:01:00Z')""").params(account, account, account).update();
        JsonNode attempts =
                api.get(Role.VIEWER, "/api/v1/exceptions/" + id).json().path("attempts");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.at("/1/status").asInt()).isEqualTo(422);
        assertThat(attempts.at("/1/answer").asText()).isEqualTo("the listing is archived");

        assertThat(act(id, "retry", null).status()).isEqualTo(202);
        assertThat(api.jdbc
                        .sql("select next_at < '2026-11-23T13:00:00Z' from listing where channel_sku = 'L-1'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void thePayloadOfACasesEventIsReadByThoseWhoMayAndThatIsOnTheTrail() throws Exception {
        byte[] body = "{\"id\": 6001, \"email\": \"ada@example.org\"}".getBytes(StandardCharsets.UTF_8);
        long readable = eventCase(7001, body);
        assertThat(api.get(Role.VIEWER, "/api/v1/exceptions/" + readable)
                        .json()
                        .path("payload")
                        .asText())
                .isEqualTo("/api/v1/exceptions/" + readable + "/payload");
        assertThat(api.get(Role.VIEWER, "/api/v1/exceptions/" + readable + "/payload")
                        .status())
                .isEqualTo(403);
        Answer read = api.get(Role.OPERATOR, "/api/v1/exceptions/" + readable + "/payload");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().path("payload").asText()).isEqualTo(new String(body, StandardCharsets.UTF_8));
        assertThat(read.json().path("encoding").asText()).isEqualTo("text");
        assertThat(api.jdbc
                        .sql("select actor || ' ' || inbox_id from audit_row where action = 'payload.read'")
                        .query(String.class)
                        .list())
                .containsExactly("user:operator-anna 7001");

        long bytes = eventCase(7002, new byte[] {(byte) 0xff, 0});
        assertThat(api.get(Role.OPERATOR, "/api/v1/exceptions/" + bytes + "/payload")
                        .json()
                        .path("payload")
                        .asText())
                .isEqualTo("/wA=");
        assertThat(api.get(Role.OPERATOR, "/api/v1/exceptions/" + api.openCase(account, order) + "/payload")
                        .status())
                .as("about no event")
                .isEqualTo(404);
    }

    @Test
    void aPayloadWhoseKeyIsDestroyedIsGone() throws Exception {
        long id = eventCase(7003, new byte[] {1, 2, 3});
        api.jdbc.sql("update inbox set day = '2026-10-01' where id = 7003").update();
        Answer gone = api.get(Role.OPERATOR, "/api/v1/exceptions/" + id + "/payload");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.json().path("detail").asText()).contains("event 7003").contains("its key was destroyed");

        byte[] wrapped = api.jdbc
                .sql("select wrapped from order_data_key where order_id = ?")
                .param(order)
                .query(byte[].class)
                .single();
        api.jdbc
                .sql("update orders set inbox_id = 7003, raw = ? where id = ?")
                .params(api.keys.seal(api.keys.unwrap(order, wrapped), "raw", "{}".getBytes()), order)
                .update();
        assertThat(api.get(Role.OPERATOR, "/api/v1/exceptions/" + id + "/payload")
                        .json()
                        .path("payload")
                        .asText())
                .as("the order took it over and keeps it")
                .isEqualTo("{}");
    }

    private static long eventCase(long event, byte[] body) {
        api.jdbc
                .sql("""
                insert into inbox (id, account_id, kind, source, order_key, lane, body, day, received_at)
                values (?, ?, 'order', 'webhook', '6001', 1, ?, ?, '2026-11-23T12:00:00Z')""")
                .params(event, account, api.days.seal(account, api.days.today(), body), api.days.today())
                .update();
        long id = api.openCase(account, order);
        api.jdbc
                .sql("update exception_case set scope = 'event', order_id = null, inbox_id = ? where id = ?")
                .params(event, id)
                .update();
        return id;
    }
}
