package org.caravanserai.inbox;

import java.time.Clock;
import java.util.function.LongPredicate;
import javax.sql.DataSource;
import org.caravanserai.base.TimeScale;
import org.caravanserai.base.WorkSignal;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the {@code inbox:} component works with.
 *
 * @param dataSource of the working role
 * @param transaction one transaction on it per batch
 * @param signal woken when events were stored by this hub
 * @param committed called after each batch's commit, so that senders need not wait for their next look
 * @param clock time of day
 * @param timeScale divides the pauses between attempts
 * @param owner this hub instance
 * @param alive whether another hub instance still lives
 */
public record InboxWork(
        DataSource dataSource,
        TransactionTemplate transaction,
        WorkSignal signal,
        Runnable committed,
        Clock clock,
        TimeScale timeScale,
        long owner,
        LongPredicate alive) {}
