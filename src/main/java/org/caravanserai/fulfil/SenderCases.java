package org.caravanserai.fulfil;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.Json;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.cases.CaseTable;
import org.caravanserai.cases.NewCase;
import org.caravanserai.outbox.CaseOpener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** Cases of the senders: what could not be delivered, and the message on {@code hub.exceptions} about it. */
public final class SenderCases implements CaseOpener {

    private static final String KNOWN = """
            select id from exception_case where code = ? and state <> 'resolved'
              and (outbox_id = ? or inbox_id = ? or (outbox_id is null and inbox_id is null and account_id = ?
                   and evidence::jsonb ->> 'channelSku' is not distinct from ?)) limit 1
            """;

    private static final String ANNOUNCE = """
            insert into outbox (id, kind, destination, operation, order_id, group_id, body, next_at, created_at)
            values (?, 'exception', 'exceptions', 'case', ?, ?, ?, ?, ?)
            """;

    private static final String ABOUT = """
            select a.channel, a.name, o.channel_order_id from account a left join orders o on o.id = ?::bigint where a.id = ?::int
            """;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final IdBlocks ids;
    private final Clock clock;

    public SenderCases(DataSource dataSource, IdBlocks ids, Clock clock) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public long open(Case request) {
        Instant now = clock.instant();
        Object sku = request.evidence().get("channelSku");
        Optional<Long> known = jdbc.sql(KNOWN)
                .params(
                        request.code(),
                        request.outboxId(),
                        request.inboxId(),
                        request.accountId(),
                        sku == null ? null : sku.toString())
                .query(Long.class)
                .optional();
        SqlBatch sql = new SqlBatch();
        if (known.isPresent()) {
            CaseTable.addTouch(sql, List.of(known.get()), now);
            execute(sql);
            return known.get();
        }
        long id = ids.next();
        NewCase fresh = new NewCase(
                id,
                new CaseCode(request.code(), request.severity(), request.suggestion()),
                request.scope(),
                request.accountId(),
                request.orderId(),
                request.groupId(),
                request.inboxId(),
                request.outboxId(),
                request.summary(),
                Json.MAPPER.valueToTree(request.evidence()).toString());
        CaseTable.addOpen(sql, List.of(fresh), now);
        execute(sql);
        jdbc.sql(ANNOUNCE)
                .params(
                        ids.next(),
                        request.orderId(),
                        request.groupId(),
                        message(id, request, now),
                        now.atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    @Override
    public void delivered(List<Long> outboxIds) {
        resolve(
                jdbc.sql("select id from exception_case where state <> 'resolved' and outbox_id = any(?)")
                        .param(outboxIds.toArray(Long[]::new))
                        .query(Long.class)
                        .list(),
                "it was delivered");
    }

    @Override
    public void shown(int accountId, String channelSku) {
        resolve(
                jdbc.sql(
                                "select id from exception_case where state <> 'resolved' and scope = 'stock' and account_id = ? and evidence::jsonb ->> 'channelSku' = ?")
                        .params(accountId, channelSku)
                        .query(Long.class)
                        .list(),
                "the channel took the quantity");
    }

    private void resolve(List<Long> cases, String how) {
        SqlBatch sql = new SqlBatch();
        CaseTable.addResolve(sql, cases, clock.instant(), "hub", how);
        execute(sql);
    }

    private byte[] message(long id, Case request, Instant now) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("schema", "exception.v1")
                .put("caseId", Long.toString(id))
                .put("code", request.code())
                .put("severity", request.severity())
                .put("summary", request.summary())
                .put("suggestion", request.suggestion())
                .put("orderId", request.orderId() == null ? null : Long.toString(request.orderId()));
        Map<String, Object> about = request.accountId() == null
                ? Map.of()
                : jdbc.sql(ABOUT)
                        .params(request.orderId(), request.accountId())
                        .query()
                        .singleRow();
        message.put("channel", (String) about.get("channel"))
                .put("account", (String) about.get("name"))
                .put("channelOrderId", (String) about.get("channel_order_id"))
                .put("at", now.toString());
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void execute(SqlBatch sql) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            sql.execute(connection);
        } catch (SQLException e) {
            throw new SQLStateSQLExceptionTranslator().translate("case of the senders", null, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
