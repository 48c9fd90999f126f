package org.caravanserai.outbox.camel;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.caravanserai.outbox.sender.OutboxFigures;
import org.caravanserai.outbox.sender.WorkHandlers;

/**
 * {@code outbox:<kind>[?channel=<channel>]}: gives a route one exchange per work this hub's senders have claimed, with
 * the kinds {@code dispatch}, {@code status}, {@code stock}, {@code fetch}, {@code poll}, {@code exception} and
 * {@code event}. The route leaves an {@link org.caravanserai.outbox.Outcome} in the exchange property {@code hubOutcome}.
 */
public final class OutboxComponent extends DefaultComponent {

    private final WorkHandlers handlers;
    private final OutboxFigures figures;
    private final MeterRegistry meters;

    public OutboxComponent(WorkHandlers handlers, OutboxFigures figures, MeterRegistry meters) {
        this.handlers = handlers;
        this.figures = figures;
        this.meters = meters;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    WorkHandlers handlers() {
        return handlers;
    }

    OutboxFigures figures() {
        return figures;
    }

    MeterRegistry meters() {
        return meters;
    }
}
