package org.caravanserai.inbox;

import java.util.List;

/** Where the hub puts events of its own making, in the transaction of what they follow from: they are there if that is. */
@FunctionalInterface
public interface OwnEvents {

    /** @param events without personal data: their bodies are not sealed */
    void add(List<NewEvent> events);
}
