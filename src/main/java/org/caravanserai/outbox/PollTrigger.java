package org.caravanserai.outbox;

/** Asks for an account's new orders out of turn. */
@FunctionalInterface
public interface PollTrigger {

    /** Has the account's new orders taken soon; returns at once, and asks nothing when a poll is already waiting. */
    void poll(int accountId);
}
