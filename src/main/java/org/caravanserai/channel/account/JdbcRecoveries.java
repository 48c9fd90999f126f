package org.caravanserai.channel.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks back in the table {@code account_recovery}. */
public final class JdbcRecoveries implements Recoveries {

    private static final String ASK = """
            insert into account_recovery as r (account_id, since, until, through, asked_by, reason, asked_at)
            values (:account, :since, :now, :since, :actor, :reason, :now)
            on conflict (account_id) do update
               set since = case when r.ended_at is null then least(r.since, excluded.since) else excluded.since end,
                   through = case when r.ended_at is null then least(r.through, excluded.through) else excluded.through end,
                   orders = case when r.ended_at is null then r.orders else 0 end,
                   until = excluded.until, asked_by = excluded.asked_by, reason = excluded.reason, asked_at = excluded.asked_at,
                   ended_at = null, last_error = null
            """;

    private static final String ADVANCE = """
            update account_recovery
               set through = :to, orders = orders + :orders, last_error = null, ended_at = case when :to >= until then :now::timestamptz end
             where account_id = :account and through = :from and since = :since and ended_at is null and :to <= until
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    /** @param jdbc joins the transaction that is running on the thread */
    public JdbcRecoveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Optional<Recovery> open(int accountId) {
        return jdbc.sql("select since, until, through from account_recovery where account_id = ? and ended_at is null")
                .param(accountId)
                .query((row, n) -> new Recovery(
                        accountId,
                        row.getTimestamp(1).toInstant(),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(3).toInstant()))
                .optional();
    }

    @Override
    public void ask(int accountId, Instant since, String actor, String reason) {
        jdbc.sql(ASK)
                .param("account", accountId)
                .param("since", Timestamp.from(since))
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", actor)
                .param("reason", reason)
                .update();
    }

    @Override
    public void advance(Recovery recovery, Instant through, int orders) {
        jdbc.sql(ADVANCE)
                .param("account", recovery.accountId())
                .param("since", Timestamp.from(recovery.since()))
                .param("from", Timestamp.from(recovery.through()))
                .param("to", Timestamp.from(through))
                .param("orders", orders)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    @Override
    public void failed(Recovery recovery, String why) {
        jdbc.sql("update account_recovery set last_error = ? where account_id = ? and ended_at is null")
                .params(why, recovery.accountId())
                .update();
    }
}
