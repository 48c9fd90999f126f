package org.caravanserai.outbox.camel;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ExchangeHelper;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.outbox.MessageCarrier;

/** Appends what stands in the exchange to what the exchange carries; touches no connection. */
final class OutboxProducer extends DefaultProducer {

    private final String queue;

    OutboxProducer(OutboxEndpoint endpoint) {
        super(endpoint);
        this.queue = endpoint.getQueue();
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        String step = ExchangeHelper.getRouteId(exchange) + "/"
                + exchange.getExchangeExtension().getHistoryNodeId();
        if (!(exchange.getProperty(HubHeaders.CARRIER) instanceof MessageCarrier carrier)) {
            throw new IllegalStateException(
                    "outbox:send (" + step + ") carries no event: it works behind open-event, in the"
                            + " routes of 20-translate and 30-allocate; elsewhere send to jmsOut:queue:" + queue);
        }
        carrier.append(
                step,
                queue,
                exchange.getMessage().getBody(),
                exchange.getMessage().getMandatoryBody(byte[].class));
    }
}
