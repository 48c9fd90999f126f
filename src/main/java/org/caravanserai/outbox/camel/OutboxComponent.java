package org.caravanserai.outbox.camel;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.caravanserai.outbox.sender.OutboxFigures;
import org.caravanserai.outbox.sender.WorkHandlers;

/**
 * {@code from: outbox:<kind>[?channel=<channel>]}: gives a route one exchange per work this hub's senders have claimed, of one of
 * the {@link org.caravanserai.outbox.WorkKind kinds}. The route leaves an {@link org.caravanserai.outbox.Outcome} in the exchange
 * property {@code hubOutcome}.
 *
 * <p>{@code to: outbox:send?queue=<queue>}: appends a message to what the exchange carries.
 */
public final class OutboxComponent extends DefaultComponent {

    private final WorkHandlers handlers;
    private final OutboxFigures figures;
    private final MeterRegistry meters;
    private final Set<String> queues;

    /** Without queues that {@code outbox:send} could name. */
    public OutboxComponent(WorkHandlers handlers, OutboxFigures figures, MeterRegistry meters) {
        this(handlers, figures, meters, Set.of());
    }

    /** @param queues those that {@code outbox:send} may name */
    public OutboxComponent(WorkHandlers handlers, OutboxFigures figures, MeterRegistry meters, Set<String> queues) {
        this.queues = queues;
        this.handlers = handlers;
        this.figures = figures;
        this.meters = meters;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.checkQueue();
        return endpoint;
    }

    WorkHandlers handlers() {
        return handlers;
    }

    OutboxFigures figures() {
        return figures;
    }

    Set<String> queues() {
        return queues;
    }

    MeterRegistry meters() {
        return meters;
    }
}
