package org.caravanserai.intake.pull;

import java.util.List;
import org.caravanserai.channel.account.Account;

/** A channel's queues of events. */
public interface Queues extends AutoCloseable {

    /** Which queue the account's events are in; empty: none. Accounts may share one. */
    String name(Account account);

    /** What waits now, up to ten messages; waits a moment for the first one. Each stays hidden for a while and comes back if it is not deleted. */
    List<QueueMessage> receive(Account account);

    void delete(QueueMessage message);

    @Override
    void close();
}
