package org.caravanserai.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.caravanserai.audit.AuditBlock;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An honest database breaks no rule; each rule sees the fault it is there for. */
class RulesTest {

    /** One shipped order, one at the warehouse, one excepted; stock, ledger and promises that fit them. */
    private static final List<String> HONEST = List.of(
            "insert into location (code, name) values ('MAIN', 'Main')",
            "insert into item (sku) values ('A'), ('B')",
            "insert into account (channel, name) values ('shopify', 'one')",
            "insert into order_key values (5, '100', 1), (5, '101', 2), (5, '102', 3)",
            """
            insert into orders (id, account_id, channel_order_id, version, content_hash, state, doc, inbox_id, received_at, updated_at)
            select n, 5, '' || (99 + n), now(), '', case n when 1 then 'SHIPPED' when 2 then 'RELEASED' else 'RECEIVED' end, '{}', 10 + n, now(), now() from generate_series(1, 3) n""",
            "insert into order_line (order_id, line_no, channel_line_id, sku, quantity) values (1, 1, 'x', 'A', 2), (2, 1, 'y', 'A', 3), (3, 1, 'z', null, 1)",
            """
            insert into fulfilment_group (id, order_id, location, state, next_step, next_at, case_id, updated_at) values (21, 1, 'MAIN', 'SHIPPED', null, null, null, now()),
              (22, 2, 'MAIN', 'RELEASED', 'confirm', now() + interval '1 day', null, now()), (23, 3, null, 'RECEIVED', null, null, 90, now())""",
            "insert into group_line (group_id, line_no, quantity, shipped) values (21, 1, 2, 2), (22, 1, 3, 0), (23, 1, 1, 0)",
            """
            insert into reservation (id, order_id, group_id, line_no, sku, location, quantity, state, at) values (31, 1, 21, 1, 'A', 'MAIN', 2, 'claimed', now()),
              (32, 2, 22, 1, 'A', 'MAIN', 3, 'active', now())""",
            "insert into shipment (id, order_id, group_id, reference, parcel_no, carrier, tracking, shipped_at) values (41, 1, 21, 'r', 1, 'ups', '1Z', now())",
            "insert into shipment_line values (41, 1, 2)",
            "insert into stock (sku, location, on_hand, reserved) values ('A', 'MAIN', 8, 3), ('B', 'MAIN', 5, 0)",
            """
            insert into stock_ledger (id, sku, location, kind, quantity, as_of, at) values (51, 'A', 'MAIN', 'count', 10, now(), now()),
              (52, 'A', 'MAIN', 'ship', -2, now(), now()), (53, 'B', 'MAIN', 'count', 5, now(), now())""",
            """
            insert into inbox (id, account_id, kind, source, order_key, lane, body, received_at)
            select 10 + n, 5, 'order', 'webhook', '' || (99 + n), 1, '', now() - interval '1 hour' from generate_series(1, 3) n""",
            "insert into inbox_key (account_id, key_hash, inbox_id, received_at) values (5, '\\x01', 11, now()), (5, '\\x02', 12, now()), (5, '\\x03', 13, now())",
            """
            insert into exception_case (id, code, scope, order_id, group_id, summary, suggestion, first_seen, last_seen)
            values (90, 'mapping.unknown_sku', 'group', 3, 23, 'No item is known for Z', 'Map the SKU to an item', now(), now())""",
            """
            insert into outbox (id, kind, destination, operation, order_id, body, state, next_at, created_at) values (61, 'status', 'account:5', 'shipment', 1, '', 'sent', now(), now())""");

    private TestDatabase database;

    @BeforeEach
    void honestRows() throws SQLException {
        database = TestDatabase.fresh();
        try (Connection connection = database.ownerConnection()) {
            HONEST.forEach(sql -> execute(connection, sql));
            for (long block = 1; block <= 3; block++) {
                SqlBatch batch = new SqlBatch();
                new AuditBlock(block, Instant.now())
                        .add("order.accepted", "hub", block, 10 + block, "{\"n\":" + block + "}")
                        .add("stock.counted", "käufer", null, null, "{}")
                        .writeTo(batch);
                batch.execute(connection);
            }
        }
    }

    @Test
    void anHonestDatabaseBreaksNoRule() throws SQLException {
        assertThat(broken()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            stock.ledger | update stock set on_hand = 9 where sku = 'A'
            stock.ledger | delete from stock_ledger where id = 53
            stock.reservations | update stock set reserved = 4 where sku = 'A'
            stock.reservations | update reservation set state = 'released' where id = 32
            unit.promised_twice | update reservation set quantity = 4 where id = 32
            unit.promised_twice | insert into reservation (id, order_id, group_id, line_no, sku, location, quantity, at) values (33, 2, 22, 1, 'A', 'MAIN', 3, now())
            unit.shipped_twice | update shipment_line set quantity = 3
            unit.shipped_twice | delete from shipment_line
            group.promise | update reservation set quantity = 2 where id = 32
            group.leftover_promise | update reservation set state = 'active' where id = 31
            unit.groups | update group_line set quantity = 2 where group_id = 22
            unit.groups | delete from group_line where group_id = 21
            group.stuck | update fulfilment_group set next_at = now() - interval '2 minutes' where id = 22
            group.stuck | update exception_case set state = 'resolved'
            case.unreadable | update exception_case set summary = '?'
            outbox.stuck | update outbox set state = 'sending'
            outbox.stuck | update outbox set state = 'case'
            inbox.stuck | insert into inbox_todo (id, lane) values (12, 1)
            inbox.stuck | insert into inbox_fetch (id, account_id, order_key, next_at) values (12, 5, '101', now() - interval '1 minute')
            inbox.keys | delete from inbox where id = 12
            inbox.keys | update inbox_key set inbox_id = 12 where inbox_id = 11
            order.keys | delete from order_key where order_id = 2
            audit.row | update audit_row set data = '{"n":9}' where block = 2 and pos = 0
            audit.row | update audit_row set at = at + interval '1 microsecond' where block = 1
            audit.rows | delete from audit_row where block = 2 and pos = 1
            audit.rows | insert into audit_row values (2, 2, now(), 'hub', 'x', null, null, '{}', '')
            audit.chain | delete from audit_block where seq = 2
            audit.chain | update audit_block set rows_hash = hash where seq = 3
            audit.chain | update audit_head set seq = 2
            """)
    void eachRuleSeesTheFaultItIsThereFor(String code, String fault) throws SQLException {
        try (Connection connection = database.ownerConnection()) {
            execute(connection, fault);
        }
        assertThat(broken()).contains(code);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            taken off before the release | update group_line set quantity = 2 where group_id = 22; update reservation set quantity = 2 where id = 32; update stock set reserved = 2 where sku = 'A'
            waiting for the warehouse's answer | update fulfilment_group set state = 'CANCEL_REQUESTED' where id = 22
            refunded after it was shipped | update fulfilment_group set state = 'SHIPPED', next_step = null, next_at = null where id = 22; update group_line set shipped = 3 where group_id = 22; update reservation set state = 'claimed' where id = 32; insert into shipment (id, order_id, group_id, reference, parcel_no, carrier, tracking, shipped_at) values (42, 2, 22, 's', 1, 'ups', '1Y', now()); insert into shipment_line values (42, 1, 3); update stock set on_hand = 5, reserved = 0 where sku = 'A'; insert into stock_ledger (id, sku, location, kind, quantity, as_of, at) values (54, 'A', 'MAIN', 'ship', -3, now(), now())
            """)
    void aUnitThatIsNoLongerWantedBreaksNoRule(String when, String rows) throws SQLException {
        try (Connection connection = database.ownerConnection()) {
            execute(connection, "update order_line set quantity = 2, cancelled = 1 where order_id = 2");
            assertThat(broken()).contains("unit.promised_twice", "unit.groups");
            execute(connection, rows);
        }
        assertThat(broken()).as(when).isEmpty();
    }

    @Test
    void aMessageThatBreaksTheSchemaItNamesIsNamedWithThePlace() throws SQLException {
        AnnouncedMessages messages = new AnnouncedMessages(Path.of("transformers/canonical"));
        try (Connection connection = database.ownerConnection()) {
            execute(connection, """
                    insert into outbox (id, kind, destination, operation, body, next_at, created_at) values
                      (71, 'exception', 'exceptions', 'case', convert_to('{"schema":"exception.v1","caseId":"90","code":"3pl.over_shipped","severity":"error","summary":"Too many","suggestion":"Count","orderId":null,"channel":null,"account":null,"channelOrderId":null,"at":"%s"}', 'UTF8'), now(), now()),
                      (72, 'exception', 'exceptions', 'case', convert_to('{"schema":"exception.v1","caseId":"0"}', 'UTF8'), now(), now()),
                      (73, 'answer', 'answers:x', 'answer', convert_to('{"schema":"answer.v9"}', 'UTF8'), now(), now())""".formatted(Instant.now()));
            assertThat(messages.broken(new Query(connection)))
                    .extracting(one -> one.code() + " " + one.evidence().replaceFirst(",.*", ""))
                    .containsExactly(
                            "message.breaks_schema exception 72 at /caseId pattern",
                            "message.breaks_schema answer 73 at /schema");
        }
    }

    private List<String> broken() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return Rules.broken(new Query(connection)).stream()
                    .map(HubSnapshot.Faulty::code)
                    .toList();
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @org.junit.jupiter.api.AfterEach
    void drop() {
        database.close();
    }
}
