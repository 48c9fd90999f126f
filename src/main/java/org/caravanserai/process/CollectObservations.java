package org.caravanserai.process;

import java.util.ArrayList;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Gathers what the splitter's branches observed, in the order of the events; the batch becomes the body after the split. */
public final class CollectObservations implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange gathered, Exchange one) {
        Exchange result = gathered == null ? one : gathered;
        Observation observation = one.getIn().getBody(Observation.class);
        Batch batch = gathered == null ? new Batch(new ArrayList<>()) : gathered.getIn().getBody(Batch.class);
        batch.observations().add(observation);
        result.getIn().setBody(batch);
        return result;
    }
}
