package org.caravanserai.channel.account;

import java.time.Instant;
import java.util.Optional;

/** How far the looks back through accounts have come; at most one an account is under way. */
public interface Recoveries {

    /** The one that is under way. */
    Optional<Recovery> open(int accountId);

    /**
     * Has the account looked through again, from this moment to now. One that is under way goes on with it: whatever either has
     * still to do is done.
     *
     * @param actor whom the audit trail names
     */
    void ask(int accountId, Instant since, String actor, String reason);

    /**
     * A slice is done. Changes nothing when something else was asked for meanwhile.
     *
     * @param recovery as it was before
     * @param through where the slice ended
     * @param orders so many did the channel hand out
     */
    void advance(Recovery recovery, Instant through, int orders);

    /** A slice failed; it is tried again. @param why without personal data */
    void failed(Recovery recovery, String why);
}
