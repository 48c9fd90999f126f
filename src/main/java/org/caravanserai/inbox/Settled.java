package org.caravanserai.inbox;

/**
 * What a route from {@code inbox:} must leave as its carrier ({@code hubCarrier}): it vouches for each event that what follows from it has been
 * written in the transaction. An event nobody vouches for goes back into the queue; a changed route cannot lose it.
 */
public interface Settled {

    /** Whether everything that follows from the event is written. @param eventId of an event of the batch */
    boolean settled(long eventId);
}
