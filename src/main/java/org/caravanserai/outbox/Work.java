package org.caravanserai.outbox;

/** One thing the sender of a destination has to do; the body of the exchange that {@code outbox:} gives to a route. */
public sealed interface Work permits OutboxRow, FetchWork, PollWork, SubscriptionWork, StockWork {

    /** The operation that asks a channel for everything that changed since some time. */
    String LIST = "list";

    /** What kind of work it is; decides which route does it. */
    WorkKind kind();

    /** Whose sender does it. */
    Destination destination();

    /**
     * The operation, in the words of the channel's recipe: {@code shipment}, {@code cancel}, {@code stock}, {@code fetch},
     * {@code list}, {@code subscriptions}; to warehouses {@code release} or {@code recall}. It says how the work repeats, what it
     * costs and which scripts run, and is the header {@code hubOperation}.
     */
    String operation();

    /** Works with the same key at one destination never run at the same time: an order, a listing. */
    String serialKey();

    /** The channel account it is for; null for warehouses and queues. */
    WorkAccount account();

    /** How often it was started, this time included; 1 the first time. */
    int attempt();
}
