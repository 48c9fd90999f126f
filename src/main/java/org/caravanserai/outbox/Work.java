package org.caravanserai.outbox;

/** One thing the sender of a destination has to do; the body of the exchange that {@code outbox:} gives to a route. */
public sealed interface Work permits OutboxRow, FetchWork, PollWork, SubscriptionWork, StockWork {

    /** {@code dispatch}, {@code status}, {@code exception}, {@code fetch}, {@code poll}, {@code subscriptions}, {@code stock}. */
    String kind();

    /** Whose sender does it: {@code account:7}, {@code location:MAIN}, {@code exceptions}. */
    String destination();

    /** The operation of the channel's recipe that says how it repeats and what it costs. */
    String operation();

    /** Works with the same key at one destination never run at the same time: an order, a listing. */
    String serialKey();

    /** The channel account it is for; null for warehouses and queues. */
    WorkAccount account();

    /** How often it was started, this time included; 1 the first time. */
    int attempt();
}
