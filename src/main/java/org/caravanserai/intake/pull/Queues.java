package org.caravanserai.intake.pull;

import java.util.List;
import org.caravanserai.channel.account.Account;

/** A channel's queues of events. */
public interface Queues extends AutoCloseable {

    /** Which queue the account's events are in; empty: none. Accounts may share one. @throws UnreadableQueueException when its settings name none that may be read */
    String name(Account account);

    /** What waits now, up to ten messages; waits a moment for the first one. Each stays hidden for a while and comes back if it is not deleted. @throws UnreadableQueueException when the queue cannot be read */
    List<QueueMessage> receive(Account account);

    /** @throws UnreadableQueueException when the queue does not let it be deleted */
    void delete(QueueMessage message);

    /** Looks at the queue as {@link #receive} does; what waits there stays there. @throws UnreadableQueueException when it cannot be read */
    void look(Account account);

    @Override
    void close();
}
