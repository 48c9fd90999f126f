package org.caravanserai.translate;

import java.time.Instant;
import java.util.Optional;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.Precedence;
import org.caravanserai.order.StatementTime;

/** Times that somebody outside names are claims: one that lies ahead of its receipt counts as the moment of receipt, and is noted. */
final class OutsideTimes {

    private final Precedence precedence;

    OutsideTimes(Precedence precedence) {
        this.precedence = precedence;
    }

    /**
     * The time that counts.
     *
     * @param field under which the claim is noted with the event when it is not believed
     * @param claimed null when none was named
     */
    Instant believed(EventContext context, String field, Instant claimed) {
        Instant receivedAt = context.event().receivedAt();
        if (!precedence.isAhead(claimed, receivedAt)) {
            if (claimed != null) {
                context.believed(field);
            }
            return claimed;
        }
        context.ahead(field);
        return receivedAt;
    }

    /**
     * When the statement was made. What the channel hands out after it told us of a deletion, and a version that lies in the
     * future, have the time at which the channel was asked, or, where it was not, of their receipt.
     */
    StatementTime time(EventContext context, OrderSnapshot snapshot) {
        InboxEvent event = context.event();
        Optional<Instant> asked = context.askedAt();
        Instant version = snapshot.version();
        if (precedence.isAhead(version, event.receivedAt())) {
            context.ahead("version");
            return StatementTime.ours(asked.orElse(event.receivedAt()));
        }
        if (version != null) {
            context.believed("version");
        }
        if (version == null || context.afterDeletion() && snapshot.isCancelled()) {
            return StatementTime.ours(asked.orElse(event.receivedAt()));
        }
        return StatementTime.of(
                version, asked.orElseGet(() -> version.isBefore(event.receivedAt()) ? version : event.receivedAt()));
    }
}
