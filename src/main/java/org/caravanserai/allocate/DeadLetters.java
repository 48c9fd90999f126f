package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.base.CodedFailure;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.inbox.KilledWorkerException;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.EventFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the dead letter channel: says in words why an event failed, so that it becomes a case. */
public final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Accounts accounts;

    public DeadLetters(Accounts accounts) {
        this.accounts = accounts;
    }

    /** An event that could not even be opened still gets its place in the batch. What fails behind a wire tap is no failure of the event. */
    @Leaves(properties = HubHeaders.CARRIER)
    public void observe(Exchange exchange) {
        if (exchange.getProperty(HubHeaders.CARRIER) instanceof EventContext event && event.isBeside()) {
            LOG.warn(
                    "a tap of event {} failed; the event goes on: {}",
                    event.event().id(),
                    String.valueOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
            exchange.setRouteStop(true);
        } else if (!(exchange.getProperty(HubHeaders.CARRIER) instanceof EventContext)) {
            InboxEvent event = exchange.getMessage().getBody(InboxEvent.class);
            exchange.setProperty(
                    HubHeaders.CARRIER,
                    new EventContext(event, accounts.byId(event.accountId()).orElseThrow()));
        }
    }

    public void explain(
            @ExchangeProperty(HubHeaders.CARRIER) EventContext context,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        CodedFailure explained = explained(failure);
        if (explained != null) {
            context.fail(new EventFailure(
                    CaseCode.of(explained.code()),
                    named(context, explained.getMessage()),
                    evidence(context).put("detail", explained.evidence()).toString()));
        } else if (failure instanceof KilledWorkerException) {
            context.fail(new EventFailure(
                    CaseCode.KILLED_WORKER,
                    named(context, failure.getMessage()),
                    evidence(context).toString()));
        } else {
            context.fail(new EventFailure(
                    CaseCode.UNEXPECTED,
                    named(
                            context,
                            "The event could not be worked on: "
                                    + failure.getClass().getSimpleName()),
                    evidence(context).put("error", failure.getClass().getName()).toString()));
        }
    }

    /** A batch of this one event, to be stored. */
    @Leaves(body = Batch.class, properties = HubHeaders.CARRIER)
    public Batch alone(Exchange exchange) {
        Batch batch = new Batch(exchange.getProperty(HubHeaders.CARRIER, EventContext.class));
        exchange.setProperty(HubHeaders.CARRIER, batch);
        return batch;
    }

    /** What a person can find: file and line, or the order in the channel's own words. */
    private static String named(EventContext context, String sentence) {
        String place = context.place();
        if (!place.isEmpty()) {
            return sentence.contains(place) ? sentence : place + " " + sentence;
        }
        String order = order(context);
        return order.isEmpty()
                ? sentence
                : "Order " + order + " of " + context.account().channel() + "/"
                        + context.account().name() + ": " + sentence;
    }

    private static ObjectNode evidence(EventContext context) {
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        if (!order(context).isEmpty()) {
            evidence.put("order", order(context));
        }
        return evidence;
    }

    private static String order(EventContext context) {
        return context.event().kind() == EventKind.ORDER ? context.event().orderKey() : "";
    }

    private static CodedFailure explained(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CodedFailure explained) {
                return explained;
            }
        }
        return null;
    }
}
