package org.caravanserai.outbox.camel;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.caravanserai.outbox.WorkKind;

/** What is due outside, as a Camel endpoint; as {@code outbox:send} also the way of a route into the outbox. */
public final class OutboxEndpoint extends DefaultEndpoint {

    private final OutboxComponent component;
    private final WorkKind kind;
    private String channel = "";
    private String queue = "";

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
        if (kind != WorkKind.SEND) {
            throw new IllegalArgumentException(
                    "outbox:" + kind + " can only be read; a route writes with outbox:send?queue=NAME");
        }
        if (queue.isEmpty()) {
            throw new IllegalArgumentException("outbox:send does not say where to: write outbox:send?queue=NAME");
        }
        return new OutboxProducer(this);
    }

    /** @throws IllegalArgumentException when it names a queue that nobody declares */
    void checkQueue() {
        if (!queue.isEmpty() && !component.queues().contains(queue)) {
            throw new IllegalArgumentException("outbox:send names the queue " + queue
                    + ", which hub.broker.queues does not declare; declared are: "
                    + (component.queues().isEmpty() ? "none" : String.join(", ", new TreeSet<>(component.queues()))));
        }
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

    public String getQueue() {
        return queue;
    }

    /** Where {@code outbox:send} sends: a queue that {@code hub.broker.queues} declares. */
    public void setQueue(String queue) {
        this.queue = queue;
    }
}
