package org.caravanserai.base;

/**
 * One entry of the audit trail.
 *
 * @param action what happened, {@code subject.participle}: {@code order.accepted}, {@code stock.reserved}
 * @param actor who did it: {@code hub}, {@code user:<token name>}, {@code channel:<channel>/<account>}, {@code sender:<destination>}
 * @param orderId the hub order it is about, or {@code null}
 * @param inboxId the event that caused it, or {@code null}
 * @param data JSON: the decision's inputs and its result, references only, never personal data
 */
public record AuditRow(String action, String actor, Long orderId, Long inboxId, String data) {

    /**
     * An entry that no event of the inbox caused.
     *
     * @param data becomes JSON: a tree, a map or a record
     */
    public static AuditRow of(String action, String actor, Long orderId, Object data) {
        return new AuditRow(action, actor, orderId, null, Json.text(data));
    }
}
