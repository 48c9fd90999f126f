package org.caravanserai.outbox.send;

import java.util.Set;
import org.caravanserai.outbox.Outcome;

/**
 * What a route left behind.
 *
 * @param fetched order keys a list call brought; empty for everything else
 * @param shown the quantity a stock route read at the channel; null when it read none
 */
public record Result(Outcome outcome, Set<String> fetched, Integer shown) {

    public static Result of(Outcome outcome) {
        return new Result(outcome, Set.of(), null);
    }
}
