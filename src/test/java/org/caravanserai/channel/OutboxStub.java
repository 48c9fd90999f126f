package org.caravanserai.channel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectEndpoint;

/** Stands in for the senders: what a test sends to {@code outbox:kind?channel=x} runs the route that consumes it. */
public final class OutboxStub extends DirectComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        DirectEndpoint endpoint =
                new DirectEndpoint("outbox://" + remaining + "/" + parameters.remove("channel"), this);
        endpoint.setBlock(false);
        return endpoint;
    }
}
