package org.caravanserai.allocate.hold;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.TimeScale;
import org.caravanserai.order.Hold;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.RouteHold;

/**
 * What routes hold orders for ({@code hold:}). The route that reads a statement decides: the next one that holds and says nothing
 * of it lifts it. What a person or the time let go is not held for the same words again.
 */
public final class RouteHolds implements HoldRule {

    static final String SOURCE = "route";

    private final TimeScale timeScale;

    /** @param timeScale factor of the time after which a hold ends by itself */
    public RouteHolds(TimeScale timeScale) {
        this.timeScale = timeScale;
    }

    @Override
    public Decision prepare(Round round) {
        Map<Long, EventContext> stated = round.orders().statedBy();
        return order -> {
            if (stated.containsKey(order.id())) {
                decide(order, stated.get(order.id()).holds(), round.now());
            }
        };
    }

    private void decide(WorkingOrder order, Map<String, RouteHold> wishes, Instant now) {
        order.holds()
                .open()
                .filter(one -> one.source().equals(SOURCE) && !wishes.containsKey(one.cause()))
                .toList()
                .forEach(one -> order.holds().end(one, "hub"));
        if (order.groups().stream().anyMatch(group -> group.state().isUnreleased())) {
            wishes.values().forEach(wish -> place(order, wish, now));
        }
    }

    /** The same words again do not make it last longer. */
    private void place(WorkingOrder order, RouteHold wish, Instant now) {
        Optional<Hold> known = order.holds()
                .find(wish.cause(), SOURCE)
                .filter(one -> one.words().equals(wish.words()));
        Instant until = wish.releaseAfter() == null
                ? null
                : known.map(Hold::until).orElseGet(() -> now.plus(timeScale.of(wish.releaseAfter())));
        order.holds()
                .place(wish.cause(), wish.blocks(), SOURCE, until, wish.words())
                .by("route:" + wish.step());
    }
}
