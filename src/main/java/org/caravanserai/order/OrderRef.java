package org.caravanserai.order;

/**
 * What makes two snapshots the same order; sorted, it is the one order in which orders are locked.
 *
 * @param accountId the hub's number of the seller's account
 * @param channelOrderId the channel's id of the order
 */
public record OrderRef(int accountId, String channelOrderId) implements Comparable<OrderRef> {

    @Override
    public int compareTo(OrderRef other) {
        int byAccount = Integer.compare(accountId, other.accountId);
        return byAccount != 0 ? byAccount : channelOrderId.compareTo(other.channelOrderId);
    }
}
