package org.caravanserai.channel.pull;

import java.util.List;
import org.caravanserai.channel.Account;

/** A channel's queues of events. */
public interface Queues extends AutoCloseable {

    /** What waits now, up to ten messages; waits a moment for the first one. Each stays hidden for a while and comes back if it is not deleted. */
    List<QueueMessage> receive(Account account);

    void delete(QueueMessage message);

    @Override
    void close();
}
