package org.caravanserai.outbox.camel;

import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** What is due outside, as a Camel endpoint. */
public final class OutboxEndpoint extends DefaultEndpoint {

    private static final Set<String> KINDS =
            Set.of("dispatch", "status", "stock", "fetch", "poll", "subscriptions", "exception", "event");

    private final OutboxComponent component;
    private final String kind;
    private String channel = "";

    OutboxEndpoint(String uri, OutboxComponent component, String kind) {
        super(uri, component);
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("outbox:" + kind + " is none of outbox:"
                    + String.join(", outbox:", KINDS.stream().sorted().toList()));
        }
        this.component = component;
        this.kind = kind;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        OutboxConsumer consumer = new OutboxConsumer(this, component, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new IllegalArgumentException("outbox: can only be read; rows are written by the batch that decides");
    }

    public String getKind() {
        return kind;
    }

    public String getChannel() {
        return channel;
    }

    /** Serves only accounts of this channel; without it, whatever no other route serves. */
    public void setChannel(String channel) {
        this.channel = channel;
    }
}
