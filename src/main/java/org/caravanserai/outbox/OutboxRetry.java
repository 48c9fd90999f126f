package org.caravanserai.outbox;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts rows that became a case back into the senders' hands, with all their attempts before them. Bound as bean
 * {@code outboxRetry}; joins the transaction that is running. The case is resolved when the row is delivered.
 */
public final class OutboxRetry {

    private static final String AGAIN = """
            update outbox set state = 'pending', attempts = 0, next_at = ?
            where state = 'case' and id in (select outbox_id from exception_case where id = any(?) and state <> 'resolved')
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SenderSignal signal;

    public OutboxRetry(JdbcClient jdbc, Clock clock, SenderSignal signal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.signal = signal;
    }

    /** @return how many rows will be sent again; cases that are not about a row count nothing */
    public int retry(Collection<Long> cases) {
        int rows = jdbc.sql(AGAIN).params(clock.instant().atOffset(ZoneOffset.UTC), cases.stream().sorted().toArray(Long[]::new)).update();
        if (rows > 0) {
            signal.wake();
        }
        return rows;
    }
}
