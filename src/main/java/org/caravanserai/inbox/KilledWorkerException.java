package org.caravanserai.inbox;

/** Each time this event was worked on, the hub died: it is not tried again before a person looked at it. */
public final class KilledWorkerException extends RuntimeException {

    KilledWorkerException(long id, int deaths) {
        super("event " + id + " was being worked on each of the " + deaths + " times a hub died");
    }
}
