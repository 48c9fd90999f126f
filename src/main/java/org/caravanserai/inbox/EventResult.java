package org.caravanserai.inbox;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** What became of an event that was worked on. */
public enum EventResult {
    /** What it says holds. */
    APPLIED,
    /** Some of it holds; a case says what does not. */
    PARTLY_APPLIED,
    /** It was known already, or there was nothing to do. */
    UNCHANGED,
    /** Something newer is known. */
    STALE,
    /** It cannot be carried out; where somebody has to act, a case says why. */
    REFUSED;

    private static final Set<String> OLDER = Set.of("order.stale", "stock.count-stale");
    private static final Set<String> NOTHING_NEW = Set.of("order.same", "order.draft", "stock.reported");

    /** As it is written in the database and told to others. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the rows of the audit trail that an event left mean for whoever sent it.
     *
     * @param actions of those rows
     * @param refused whether a case says that something of it was not taken
     */
    public static EventResult of(Collection<String> actions, boolean refused) {
        boolean effect = actions.stream().anyMatch(one -> !OLDER.contains(one) && !NOTHING_NEW.contains(one));
        if (refused) {
            return effect ? PARTLY_APPLIED : REFUSED;
        }
        return effect ? APPLIED : actions.stream().anyMatch(OLDER::contains) ? STALE : UNCHANGED;
    }
}
