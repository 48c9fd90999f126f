package org.caravanserai.order.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.caravanserai.base.Columns;
import org.caravanserai.order.due.TellState;
import org.caravanserai.order.due.TellState.TellPhase;

/** How far a channel has been told, read from the columns of what it was told and of the message that tells it. */
final class TellStates {

    private TellStates() {}

    /** As it is stored: what is not known yet is told by the message. */
    static String word(TellState tell) {
        return (tell.phase() == TellPhase.OPEN ? TellPhase.NONE : tell.phase())
                .name()
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code tell_state, intent_at, told_at} of the thing, then {@code state, intent_at} of its message. What has been
     * applied holds; before, a message whose intent is committed may or may not have reached the channel.
     *
     * @param first column of {@code tell_state}
     */
    static TellState of(ResultSet row, int first, boolean marksSent) throws SQLException {
        TellPhase applied = TellPhase.valueOf(row.getString(first).toUpperCase(Locale.ROOT));
        Instant intent = Columns.instant(row, first + 1);
        if (applied != TellPhase.NONE) {
            return new TellState(applied, intent, Columns.instant(row, first + 2), null, marksSent);
        }
        String message = row.getString(first + 3);
        Instant sending = Columns.instant(row, first + 4);
        boolean open = sending != null && message != null && !message.equals("pending");
        return open
                ? new TellState(TellPhase.OPEN, sending, null, null, marksSent)
                : new TellState(TellPhase.NONE, null, null, null, marksSent);
    }
}
