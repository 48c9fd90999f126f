package org.caravanserai.cases;

import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.NewCase;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.NewMessage;
import org.caravanserai.outbox.OutboxTable;
import org.caravanserai.outbox.WorkKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cases of the senders: what could not be delivered, and the message on {@code hub.exceptions} about it. */
public final class SenderCases implements CaseOpener {

    private static final Logger LOG = LoggerFactory.getLogger(SenderCases.class);

    private static final String KNOWN = """
            select id from exception_case where state <> 'resolved' and (outbox_id = ? or code = ?
              and (inbox_id = ? or (outbox_id is null and inbox_id is null and account_id = ?
                   and evidence::jsonb ->> 'channelSku' is not distinct from ?::jsonb ->> 'channelSku'))) limit 1
            """;

    private static final String ABOUT = """
            select a.channel, a.name, o.channel_order_id from account a left join orders o on o.id = ?::bigint where a.id = ?::int
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final IdBlocks ids;
    private final Clock clock;

    public SenderCases(DataSource dataSource, IdBlocks ids, Clock clock) {
        this.template = new JdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(template);
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public long open(NewCase request) {
        Instant now = clock.instant();
        SqlBatch sql = new SqlBatch();
        if (CaseSubjects.has(request)) {
            Long open = template.execute((ConnectionCallback<Long>) connection ->
                    CaseSubjects.open(connection, List.of(request)).get(CaseSubjects.key(request)));
            if (open != null) {
                CaseTable.addAgain(sql, List.of(new SeenAgain(open, 1, request)), now);
                execute(sql);
                return open;
            }
        }
        Optional<Long> known = jdbc.sql(KNOWN)
                .params(request.outboxId(), request.code(), request.inboxId(), request.accountId(), request.evidence())
                .query(Long.class)
                .optional();
        if (known.isPresent()) {
            CaseTable.addAgain(sql, List.of(new SeenAgain(known.get(), 1, request)), now);
            execute(sql);
            return known.get();
        }
        NewCase fresh = request.withId(ids.next());
        CaseTable.addOpen(sql, List.of(fresh), now);
        announce(sql, fresh, now);
        execute(sql);
        if (fresh.scope().equals("account")) {
            LOG.warn("{}: {}", fresh.code(), fresh.summary());
        }
        return fresh.id();
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
        resolve(jdbc.sql("""
                        select id from exception_case where state <> 'resolved' and scope = 'stock' and account_id = ?
                           and evidence::jsonb ->> 'channelSku' = ?""").params(accountId, channelSku).query(Long.class).list(), "the channel took the quantity");
    }

    @Override
    public void over(int accountId, String subject) {
        SqlBatch sql = new SqlBatch();
        CaseTable.addResolveSubjects(
                sql, new long[] {accountId}, new String[] {subject}, clock.instant(), "it works again");
        if (Arrays.stream(execute(sql)).sum() > 0) {
            LOG.info("{}: its case about '{}' is over", name(accountId), subject);
        }
    }

    private String name(int accountId) {
        return jdbc.sql("select channel || ' account ' || name from account where id = ?")
                .param(accountId)
                .query(String.class)
                .optional()
                .orElse("account " + accountId);
    }

    private void resolve(List<Long> cases, String how) {
        SqlBatch sql = new SqlBatch();
        CaseTable.addResolve(sql, cases, clock.instant(), how);
        execute(sql);
    }

    private void announce(SqlBatch sql, NewCase one, Instant now) {
        Map<String, Object> about = one.accountId() == null
                ? Map.of()
                : jdbc.sql(ABOUT).params(one.orderId(), one.accountId()).query().singleRow();
        String message = ExceptionMessage.of(
                one,
                (String) about.get("channel"),
                (String) about.get("name"),
                (String) about.get("channel_order_id"),
                now);
        OutboxTable.addNew(
                sql,
                List.of(new NewMessage(
                        ids.next(),
                        WorkKind.EXCEPTION,
                        Destination.EXCEPTIONS,
                        "case",
                        one.orderId(),
                        one.groupId(),
                        message,
                        null,
                        false)),
                now);
    }

    private int[] execute(SqlBatch sql) {
        return template.execute((ConnectionCallback<int[]>) (Connection connection) -> sql.execute(connection));
    }
}
