package org.caravanserai.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * One piece of work that a sender gave to a route.
 *
 * @param operation of the recipe: shipment, cancel, stock ...
 * @param attempt 1 the first time
 * @param input what the operation's scripts see, besides account, carriers, attempt and lookup
 * @param rights whether and how much may be called
 */
public record OperationRequest(int accountId, String operation, int attempt, ObjectNode input, Rights rights) {

    /** The sender, seen from a call. */
    public interface Rights {

        /** No sender stands behind: calls made on somebody's demand. */
        Rights FREE = new Rights() {
            @Override
            public void requireLease() {
                // nobody else would call
            }

            @Override
            public void correct(String budget, Long remaining, Long capacity, BigDecimal perSecond) {
                // nobody counts
            }

            @Override
            public void charge(String budget, int cost) {
                // nobody counts
            }
        };

        /** @throws RuntimeException when another hub has become the account's sender */
        void requireLease();

        /** What an answer said about a budget; null where it said nothing. */
        void correct(String budget, Long remaining, Long capacity, BigDecimal perSecond);

        /** Another call than the one that was counted in advance. */
        void charge(String budget, int cost);
    }

    /** Makes an assignment of what the sender's component put on an exchange. */
    @FunctionalInterface
    public interface Reader {

        OperationRequest read(org.apache.camel.Exchange exchange);
    }
}
