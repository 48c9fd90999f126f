package org.caravanserai.inbox;

import java.util.List;

/** Where everything that comes in is committed, once. */
@FunctionalInterface
public interface Inbox {

    /**
     * Commits events, each on its own merits, and returns after the commits.
     *
     * @return what became of each, in the same order
     * @throws InboxUnavailableException when one could not be committed; those before it may have been, and are duplicates
     *     when all are stored again
     */
    List<Stored> storeAll(List<NewEvent> events);

    /**
     * Commits one event and returns after the commit.
     *
     * @throws InboxUnavailableException when it could not be committed: the sender must keep it
     */
    default Stored store(NewEvent event) {
        return storeAll(List.of(event)).get(0);
    }
}
