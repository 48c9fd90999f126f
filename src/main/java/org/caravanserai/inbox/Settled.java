package org.caravanserai.inbox;

/**
 * The body that a route from {@code inbox:} must leave: it vouches for each event that what follows from it has been
 * written in the transaction. An event nobody vouches for goes back into the queue; a changed route cannot lose it.
 */
public interface Settled {

    boolean settled(long eventId);
}
