package org.caravanserai.outbox.camel;

import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.util.ObjectHelper;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.base.ManagedConsumer;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.LastCall;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.outbox.lease.LeaseLostException;
import org.caravanserai.outbox.sender.WorkHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a route once per claimed work and reads the outcome it leaves; shows and steers itself by JMX. */
@ManagedResource(description = "Route that does the calls of one kind of outbox work")
public final class OutboxConsumer extends ManagedConsumer implements WorkHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxConsumer.class);

    private final OutboxEndpoint endpoint;
    private final OutboxComponent component;

    OutboxConsumer(OutboxEndpoint endpoint, OutboxComponent component, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        component.handlers().add(this);
        component.figures().watch(kind(), endpoint.getChannel(), component.meters());
    }

    @Override
    protected void endWork() {
        component.handlers().remove(this);
    }

    @Override
    public WorkKind kind() {
        return endpoint.workKind();
    }

    @Override
    public String channel() {
        return endpoint.getChannel();
    }

    @Override
    public boolean ready() {
        return mayWork();
    }

    @Override
    public CallResult handle(Work work, SendPermit permit) {
        Exchange exchange = createExchange(false);
        long start = System.nanoTime();
        try {
            exchange.setProperty(SendPermit.PROPERTY, permit);
            exchange.setProperty(LastCall.PROPERTY, new LastCall());
            address(exchange.getMessage(), work);
            exchange.getMessage().setBody(work);
            try {
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            CallResult result = read(exchange, work);
            count(result.outcome(), System.nanoTime() - start);
            return result;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    @Leaves(
            headers = {
                HubHeaders.KIND,
                HubHeaders.OPERATION,
                HubHeaders.ATTEMPT,
                HubHeaders.ACCOUNT_ID,
                HubHeaders.CHANNEL,
                HubHeaders.ACCOUNT,
                HubHeaders.OUTBOX_ID,
                HubHeaders.LOCATION,
                HubHeaders.QUEUE,
                HubHeaders.ORDER_KEY,
                HubHeaders.SKU
            })
    private static void address(Message message, Work work) {
        message.setHeader(HubHeaders.KIND, work.kind().word());
        message.setHeader(HubHeaders.OPERATION, work.operation());
        message.setHeader(HubHeaders.ATTEMPT, work.attempt());
        if (work.account() != null) {
            message.setHeader(HubHeaders.ACCOUNT_ID, work.account().id());
            message.setHeader(HubHeaders.CHANNEL, work.account().channel());
            message.setHeader(HubHeaders.ACCOUNT, work.account().name());
        }
        if (work instanceof OutboxRow row) {
            message.setHeader(HubHeaders.OUTBOX_ID, Long.toString(row.id()));
            message.setHeader(HubHeaders.LOCATION, row.destination().locationCode());
            message.setHeader(HubHeaders.QUEUE, row.destination().queueName());
        } else if (work instanceof FetchWork fetch) {
            message.setHeader(HubHeaders.ORDER_KEY, fetch.orderKey());
        } else if (work instanceof StockWork stock) {
            message.setHeader(HubHeaders.SKU, stock.listing().name());
        }
    }

    private static CallResult read(Exchange exchange, Work work) {
        LeaseLostException lost = ObjectHelper.getException(LeaseLostException.class, exchange.getException());
        if (lost != null) {
            throw lost;
        }
        Outcome outcome = exchange.getProperty(Outcome.PROPERTY, Outcome.class);
        if (exchange.getException() != null) {
            // What the route knew before it failed is no longer the whole truth.
            LOG.warn(
                    "the route of {} to {} failed: {}",
                    work.kind(),
                    work.destination(),
                    exchange.getException().toString(),
                    work.attempt() <= 1 ? exchange.getException() : null);
            outcome = Outcome.unknown(
                    "the call failed: " + exchange.getException().getClass().getSimpleName());
        } else if (outcome == null) {
            outcome = Outcome.unknown("its route left no outcome");
        }
        Collection<?> fetched = exchange.getProperty(FetchWork.FETCHED, Collection.class);
        Set<String> keys = fetched == null
                ? Set.of()
                : fetched.stream().map(String::valueOf).collect(Collectors.toSet());
        Collection<?> ids = exchange.getProperty(HubHeaders.CHANNEL_IDS, Collection.class);
        LastCall last = LastCall.of(exchange);
        return new CallResult(
                outcome,
                keys,
                exchange.getProperty(StockWork.SHOWN, Integer.class),
                ids == null ? List.of() : ids.stream().map(String::valueOf).toList(),
                last.request(),
                last.status());
    }

    private void count(Outcome outcome, long took) {
        count(1, outcome.done() ? 0 : 1);
        Timer.builder("hub.outbox.calls")
                .description("Outward calls by outcome")
                .tags(
                        "kind",
                        kind().word(),
                        "channel",
                        channel(),
                        "outcome",
                        outcome.kind().name().toLowerCase(Locale.ROOT))
                .register(component.meters())
                .record(took, TimeUnit.NANOSECONDS);
    }

    @ManagedAttribute(description = "Kind of work")
    public String getKind() {
        return kind().word();
    }

    @ManagedAttribute(description = "Channel served; empty for all")
    public String getChannel() {
        return channel();
    }

    @Override
    public long getDepth() {
        return component.figures().depth(kind(), channel());
    }

    @Override
    public long getOldestAgeMillis() {
        return component.figures().oldestMillis(kind(), channel());
    }
}
