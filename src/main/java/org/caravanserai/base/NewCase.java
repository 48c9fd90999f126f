package org.caravanserai.base;

/**
 * A case about to be opened: what a person has to look at. How bad it is and what to do about it follow from its code.
 *
 * @param id of the case; 0 when whoever opens it gives it one
 * @param code {@code category.cause}, for instance {@code mapping.unknown_sku}
 * @param scope order, group, event, outbox, stock or account
 * @param accountId the account it is about; null when it is about none
 * @param orderId null when it is about no order; so are the ids after it
 * @param summary one sentence a person understands, without personal data
 * @param evidence JSON, references and figures only
 * @param subject what it is about, one case per account and subject; empty: the ids say it
 */
public record NewCase(
        long id,
        String code,
        String scope,
        Integer accountId,
        Long orderId,
        Long groupId,
        Long inboxId,
        Long outboxId,
        String summary,
        String evidence,
        String subject) {

    /** A case that is known by its ids alone. */
    public NewCase(
            long id,
            String code,
            String scope,
            Integer accountId,
            Long orderId,
            Long groupId,
            Long inboxId,
            Long outboxId,
            String summary,
            String evidence) {
        this(id, code, scope, accountId, orderId, groupId, inboxId, outboxId, summary, evidence, "");
    }

    /** The same case under an id. */
    public NewCase withId(long given) {
        return new NewCase(
                given, code, scope, accountId, orderId, groupId, inboxId, outboxId, summary, evidence, subject);
    }

    /** The subject of what is wrong with the events of an order; empty when nobody knows which order. */
    public static String ofOrder(String channelOrderId) {
        return channelOrderId.isEmpty() ? "" : "order:" + channelOrderId;
    }

    /** The subject of a parcel that nobody expected; empty for one without a number. */
    public static String ofParcel(String tracking) {
        return tracking.isEmpty() ? "" : "parcel:" + tracking;
    }

    /** What cases of an account are about. */
    public record Subject(int accountId, String what) {}

    /** The same case about this: while it is open, whatever happens to the same subject of the account is counted onto it. */
    public NewCase about(String what) {
        return new NewCase(id, code, scope, accountId, orderId, groupId, inboxId, outboxId, summary, evidence, what);
    }
}
