package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** The steps of the dead letter channel: says in words why an event failed, so that it becomes a case. */
public final class DeadLetters {

    private static final Pattern POINTER = Pattern.compile("(?:^|\\s)(/[^\\s;,:]+)");
    /** In order.v1 and in what channels send: the lines of an order are a list. */
    private static final Pattern LINE =
            Pattern.compile("^/(?:lines|line_items|OrderItems|orderItems)/([0-9]{1,4})(?:/|$)");

    private final Accounts accounts;

    public DeadLetters(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * An event that could not even be opened still gets its place in the batch. What fails behind a wire tap is no failure of the
     * event, and is told by whoever watches the taps.
     */
    @Leaves(properties = HubHeaders.CARRIER)
    public void observe(Exchange exchange) {
        if (exchange.getProperty(HubHeaders.CARRIER) instanceof EventContext event && event.isBeside()) {
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
                    detail(evidence(context), explained.evidence()).toString()));
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

    /** Where it is, as far as the failure says so: the first JSON pointer, and the line of an order that it points to. */
    private static ObjectNode detail(ObjectNode evidence, String detail) {
        evidence.put("detail", detail);
        Matcher pointer = POINTER.matcher(detail);
        if (pointer.find()) {
            evidence.put("pointer", pointer.group(1));
            Matcher line = LINE.matcher(pointer.group(1));
            if (line.find()) {
                evidence.put("line", Integer.parseInt(line.group(1)) + 1);
            }
        }
        return evidence;
    }

    private static ObjectNode evidence(EventContext context) {
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        if (!context.place().isEmpty()) {
            evidence.put("place", context.place());
        }
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
