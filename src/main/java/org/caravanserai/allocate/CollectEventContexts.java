package org.caravanserai.allocate;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.translate.EventContext;

/**
 * Gathers what the splitter's branches made of the events, in their order; the batch is carried, and is the body, after the split.
 * It gathers on the exchange that was split: a branch whose error became an outcome is marked as handled, and a batch must not
 * end because one of its events did.
 */
public final class CollectEventContexts implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange gathered, Exchange one) {
        throw new IllegalStateException("event contexts are gathered on the exchange that was split");
    }

    @Leaves(body = Batch.class, properties = HubHeaders.CARRIER)
    @Override
    public Exchange aggregate(Exchange gathered, Exchange one, Exchange split) {
        if (gathered == null) {
            Batch batch = new Batch();
            split.setProperty(HubHeaders.CARRIER, batch);
            split.getIn().setBody(batch);
        }
        if (one.getProperty(HubHeaders.CARRIER) instanceof EventContext event) {
            split.getProperty(HubHeaders.CARRIER, Batch.class).add(event);
        }
        return split;
    }
}
