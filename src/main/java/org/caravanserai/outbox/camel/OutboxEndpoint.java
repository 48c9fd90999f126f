package org.caravanserai.outbox.camel;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.caravanserai.outbox.WorkKind;

/** What is due outside, as a Camel endpoint. */
public final class OutboxEndpoint extends DefaultEndpoint {

    private final OutboxComponent component;
    private final WorkKind kind;
    private String channel = "";

    OutboxEndpoint(String uri, OutboxComponent component, String kind) {
        super(uri, component);
        this.component = component;
        this.kind = read(kind);
    }

    private static WorkKind read(String word) {
        try {
            return WorkKind.of(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "outbox:" + word + " is none of outbox:"
                            + Arrays.stream(WorkKind.values())
                                    .map(WorkKind::word)
                                    .sorted()
                                    .collect(Collectors.joining(", outbox:")),
                    e);
        }
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
        return kind.word();
    }

    WorkKind workKind() {
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
