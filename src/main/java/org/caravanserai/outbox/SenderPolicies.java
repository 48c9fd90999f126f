package org.caravanserai.outbox;

/** Where the senders learn how a channel wants to be called: its recipe. */
@FunctionalInterface
public interface SenderPolicies {

    /** The policy of every account of this channel; never null. */
    SenderPolicy of(String channel);
}
