package org.caravanserai.outbox;

import java.util.List;
import java.util.Map;

/** Opens an exception case in the transaction that is running. */
@FunctionalInterface
public interface CaseOpener {

    /**
     * What a person has to look at.
     *
     * @param code {@code category.cause}, for instance {@code status-out.rejected}
     * @param severity {@code info}, {@code warning}, {@code error} or {@code critical}
     * @param scope {@code order}, {@code group}, {@code event}, {@code outbox}, {@code stock} or {@code account}
     * @param summary one sentence a person understands, without personal data
     * @param suggestion what to do about it
     * @param evidence references and figures only; becomes JSON
     */
    record Case(
            String code,
            String severity,
            String scope,
            Integer accountId,
            Long orderId,
            Long groupId,
            Long inboxId,
            Long outboxId,
            String summary,
            String suggestion,
            Map<String, Object> evidence) {}

    /** Opens the case, or counts it onto an open one about the same thing. @return the case's id */
    long open(Case request);

    /** These rows were delivered after all: their open cases are resolved, in the transaction that is running. */
    default void delivered(List<Long> outboxIds) {}

    /** The channel took this listing's quantity after all: its open cases are resolved, in the transaction that is running. */
    default void shown(int accountId, String channelSku) {}
}
