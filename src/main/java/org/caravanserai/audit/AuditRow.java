package org.caravanserai.audit;

/**
 * One entry of the trail.
 *
 * @param action what happened, {@code subject.participle}: {@code order.accepted}, {@code stock.reserved}
 * @param actor who did it: {@code hub}, {@code user:<token name>}, {@code channel:<channel>/<account>}
 * @param orderId the hub order it is about, or {@code null}
 * @param inboxId the event that caused it, or {@code null}
 * @param data JSON: the decision's inputs and its result, references only, never personal data
 */
record AuditRow(String action, String actor, Long orderId, Long inboxId, String data) {}
