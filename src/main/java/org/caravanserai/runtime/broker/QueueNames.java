package org.caravanserai.runtime.broker;

import java.util.List;

/** The queues and the topic that others may rely on. */
public final class QueueNames {

    public static final String ORDERS_IN = "hub.orders.in";
    public static final String STOCK_IN = "hub.stock.in";
    public static final String SHIPMENTS_IN = "hub.shipments.in";
    public static final String EXCEPTIONS = "hub.exceptions";
    public static final String DEAD_LETTERS = "hub.dlq";
    public static final String EXPIRED = "hub.expiry";
    /** Queue of a location's work: this followed by the location's code. */
    public static final String FULFILMENT = "hub.fulfilment.";
    /** Queues of one's own begin with this, see {@link OwnQueues}. */
    public static final String CUSTOM = "hub.custom.";
    /** Topic. */
    public static final String EVENTS = "hub.events";

    /** Every queue that exists from the start; those of the locations are declared with them. */
    public static final List<String> QUEUES =
            List.of(ORDERS_IN, STOCK_IN, SHIPMENTS_IN, EXCEPTIONS, DEAD_LETTERS, EXPIRED);

    private QueueNames() {}

    /** The queue of a location. @throws IllegalArgumentException when the code is none */
    public static String fulfilment(String location) {
        if (!location.matches("[A-Z0-9][A-Z0-9-]{0,31}")) {
            throw new IllegalArgumentException("no location code: only capitals, digits and dashes, at most 32");
        }
        return FULFILMENT + location;
    }
}
