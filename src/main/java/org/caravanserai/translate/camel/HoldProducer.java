package org.caravanserai.translate.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ExchangeHelper;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.RouteHold;

/** Says of the event that the exchange carries that its order is to be held. */
final class HoldProducer extends DefaultProducer {

    private static final int LONGEST = 500;

    private final HoldEndpoint endpoint;
    private Expression words;

    HoldProducer(HoldEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        words = endpoint.getCamelContext().resolveLanguage("simple").createExpression(endpoint.getWords());
        words.init(endpoint.getCamelContext());
    }

    @Override
    public void process(Exchange exchange) {
        String step = ExchangeHelper.getRouteId(exchange) + "/"
                + exchange.getExchangeExtension().getHistoryNodeId();
        if (!(exchange.getProperty(HubHeaders.CARRIER) instanceof EventContext event)) {
            throw new IllegalStateException("hold: (" + step
                    + ") carries no event: it works behind open-event, in the routes of" + " 20-translate");
        }
        String said = words.evaluate(exchange, String.class).strip();
        event.hold(new RouteHold(
                endpoint.code(),
                endpoint.step(),
                said.length() <= LONGEST ? said : said.substring(0, LONGEST),
                endpoint.getReleaseAfter(),
                step));
    }
}
