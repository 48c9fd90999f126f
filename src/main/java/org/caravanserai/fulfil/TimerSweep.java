package org.caravanserai.fulfil;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.order.NextStep;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds fulfilment groups whose next step is due, whose hold is to be looked at, or whose account was switched to or from shadow, and puts a timer event for each into the inbox. The event's key names the
 * group, the step and when it was due: however many hubs sweep, it is stored once.
 */
public final class TimerSweep {

    private static final int MOST = 1_000;

    private static final String[] TIMED = Arrays.stream(NextStep.values())
            .filter(NextStep::timed)
            .map(NextStep::word)
            .toArray(String[]::new);

    private record DueStep(long groupId, long orderId, String step, Instant at) {}

    private final JdbcClient sql;
    private final Inbox inbox;
    private final Clock clock;
    private final int account;

    /** @param account the hub's own account for timers */
    public TimerSweep(JdbcClient sql, Inbox inbox, Clock clock, int account) {
        this.sql = sql;
        this.inbox = inbox;
        this.clock = clock;
        this.account = account;
    }

    /** @return how many steps were due */
    public int sweep() {
        List<DueStep> due = sql.sql("""
                        (select id, order_id, next_step, next_at from fulfilment_group
                          where next_at <= :now and next_step = any(:timed)
                          order by next_at limit :most)
                        union
                        (select g.id, g.order_id, g.next_step, g.next_at
                           from hold h join fulfilment_group g on g.order_id = h.order_id and g.id = coalesce(h.group_id, g.id)
                          where h.released_at is null and h.step = 'release' and h.next_look <= :now
                            and g.state = 'ALLOCATED' and g.next_step = 'release' and g.next_at <= :now
                          order by g.next_at limit :most)
                        union
                        (select g.id, g.order_id, g.next_step, g.next_at
                           from fulfilment_group g join orders o on o.id = g.order_id join account a on a.id = o.account_id
                          where g.shadow and g.state = 'ALLOCATED' and a.mode = 'live' order by g.id limit :most)
                        union
                        (select g.id, g.order_id, g.next_step, g.next_at
                           from fulfilment_group g join orders o on o.id = g.order_id join account a on a.id = o.account_id
                          where not g.shadow and g.state = 'ALLOCATED' and g.next_step = 'release' and g.next_at <= :now and a.mode = 'shadow'
                          order by g.next_at limit :most)
                        """)
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("timed", TIMED)
                .param("most", MOST)
                .query((row, n) -> new DueStep(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
        if (!due.isEmpty()) {
            inbox.storeAll(due.stream().map(this::event).toList());
        }
        return due.size();
    }

    private NewEvent event(DueStep due) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("groupId", due.groupId)
                .put("step", due.step)
                .toString();
        byte[] key = (due.groupId + "|" + due.step + "|" + due.at).getBytes(StandardCharsets.UTF_8);
        return new NewEvent(
                account,
                EventKind.TIMER,
                EventSource.TIMER,
                due.step,
                "",
                Long.toString(due.orderId),
                key,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                false,
                null);
    }
}
