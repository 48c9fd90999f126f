package org.caravanserai.outbox;

import java.time.Duration;
import java.util.Map;

/**
 * One outward operation of a channel, as its recipe declares it; {@code <operation>.lookup.jslt} (optional),
 * {@code .plan.jslt} and {@code .judge.jslt} (optional) make and read the calls.
 *
 * @param name {@code shipment}, {@code cancel}, {@code stock}, {@code fetch}, {@code list} ...
 * @param repeat what an unknown outcome allows
 * @param settle how long the other side may still be working on a call that got no answer, before it is looked up
 * @param costs budget name to calls or points one run of the operation usually costs
 * @param compareAndSet only for {@code stock}: the channel changes the quantity only if it still shows what we believe
 * @param untracked only for {@code shipment}: the channel takes a parcel that has no tracking number
 * @param attempts after so many failed ones a person has to look
 */
public record OperationSpec(
        String name,
        Repeat repeat,
        Duration settle,
        Map<String, Long> costs,
        boolean compareAndSet,
        boolean untracked,
        int attempts) {

    /** Attempts unless a recipe says otherwise: with the backoff's cap of five minutes, more than an hour. */
    public static final int ATTEMPTS = 25;
    /** The other side is given this long to settle unless a recipe says otherwise. */
    public static final Duration SETTLE = Duration.ofSeconds(60);

    public OperationSpec {
        costs = costs == null ? Map.of() : Map.copyOf(costs);
    }

    /** The same under its name, with what it costs: a recipe says the one as a key and the other at its budgets. */
    public OperationSpec named(String itsName, Map<String, Long> itsCosts) {
        return new OperationSpec(itsName, repeat, settle, itsCosts, compareAndSet, untracked, attempts);
    }

    public static OperationSpec of(String name, Repeat repeat, Duration settle, Map<String, Long> costs) {
        return new OperationSpec(name, repeat, settle, costs, false, false, ATTEMPTS);
    }
}
