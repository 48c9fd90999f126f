package org.caravanserai.cases;

/**
 * A case about to be opened.
 *
 * @param scope order, group, event, outbox, stock or account
 * @param summary one sentence a person understands, without personal data
 * @param evidence JSON, references only
 */
public record NewCase(
        long id,
        CaseCode cause,
        String scope,
        Integer accountId,
        Long orderId,
        Long groupId,
        Long inboxId,
        Long outboxId,
        String summary,
        String evidence) {}
