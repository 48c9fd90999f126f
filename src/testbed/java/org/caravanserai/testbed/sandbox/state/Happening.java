package org.caravanserai.testbed.sandbox.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that people did to an order outside of the hub: the truth by which a hub is judged.
 *
 * @param at when
 * @param act the word of what was done
 * @param units by line id, where units were moved
 * @param detail what else is to be known, e.g. the mark of the new address; may be empty
 */
public record Happening(Instant at, String act, Map<String, Integer> units, String detail) {

    public Happening {
        units = new LinkedHashMap<>(units);
    }
}
