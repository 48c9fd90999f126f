package org.caravanserai.inbox;

import java.util.List;

/** Where the hub puts events of its own making, in the transaction of what they follow from: they are there if that is. */
@FunctionalInterface
public interface OwnEvents {

    /**
     * Inserts events; they are there when the transaction commits.
     *
     * @param events without personal data: their bodies are not sealed
     * @return what became of each, in the same order
     */
    List<Stored> add(List<NewEvent> events);
}
