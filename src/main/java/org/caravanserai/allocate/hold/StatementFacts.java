package org.caravanserai.allocate.hold;

import java.util.Optional;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/** What holds that are read off the newest statement have in common. */
final class StatementFacts {

    static final String SOURCE = "statement";

    private StatementFacts() {}

    /** Something of it is to be sent by us, may be sent, and no warehouse knows of it yet. */
    static boolean mayLeave(WorkingOrder order) {
        return !order.head().pending()
                && order.groups().stream()
                        .filter(group -> group.state().isUnreleased())
                        .anyMatch(StatementFacts::hasOpenUnits);
    }

    /** Holds the order, or only says so where the settings are loosened; empty words lift it. */
    static void decide(
            WorkingOrder order, HoldSettings settings, String cause, Optional<String> words, String evidence) {
        if (words.isEmpty()) {
            order.holds().lift(cause, SOURCE);
            order.alerts().clear(cause);
        } else if (settings.loosens(cause)) {
            order.holds().lift(cause, SOURCE);
            order.alerts().raise(cause);
        } else {
            order.alerts().clear(cause);
            order.holds()
                    .place(cause, HoldStep.RELEASE, SOURCE, null, words.get())
                    .with(evidence);
        }
    }

    private static boolean hasOpenUnits(WorkingGroup group) {
        return group.lines().values().stream().anyMatch(units -> units.open() > 0);
    }
}
