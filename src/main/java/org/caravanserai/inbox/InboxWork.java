package org.caravanserai.inbox;

import java.time.Clock;
import java.util.function.LongPredicate;
import javax.sql.DataSource;
import org.caravanserai.base.TimeScale;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the {@code inbox:} component works with.
 *
 * @param committed called after each batch's commit, so that senders need not wait for their next look
 * @param owner this hub run
 * @param alive whether another hub run still lives
 */
public record InboxWork(
        DataSource dataSource,
        TransactionTemplate transaction,
        InboxSignal signal,
        Runnable committed,
        Clock clock,
        TimeScale pace,
        long owner,
        LongPredicate alive) {}
