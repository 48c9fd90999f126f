package org.caravanserai.outbox;

import java.util.List;
import org.caravanserai.base.NewCase;

/** Opens an exception case in the transaction that is running. */
@FunctionalInterface
public interface CaseOpener {

    /** Opens the case, or counts it onto an open one about the same thing. @return the case's id */
    long open(NewCase request);

    /** These rows were delivered after all: their open cases are resolved, in the transaction that is running. */
    default void delivered(List<Long> outboxIds) {}

    /** The channel took this listing's quantity after all: its open cases are resolved, in the transaction that is running. */
    default void shown(int accountId, String channelSku) {}

    /** What the account's open case of this subject was about works again, in the transaction that is running. */
    default void over(int accountId, String subject) {}
}
