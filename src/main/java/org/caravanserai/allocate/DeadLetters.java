package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.base.CodedFailure;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.inbox.KilledWorkerException;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.EventFailure;

/** The steps of the dead letter channel: says in words why an event failed, so that it becomes a case. */
public final class DeadLetters {

    private final Accounts accounts;

    public DeadLetters(Accounts accounts) {
        this.accounts = accounts;
    }

    /** An event that could not even be opened still gets its place in the batch. */
    public EventContext observe(Object body) {
        return body instanceof InboxEvent event
                ? new EventContext(event, accounts.byId(event.accountId()).orElseThrow())
                : (EventContext) body;
    }

    public void explain(EventContext context, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        CodedFailure explained = explained(failure);
        if (explained != null) {
            String place = context.place();
            context.fail(new EventFailure(
                    CaseCode.of(explained.code()),
                    place.isEmpty() || explained.getMessage().contains(place)
                            ? explained.getMessage()
                            : place + " " + explained.getMessage(),
                    evidence(context.event(), explained).toString()));
        } else if (failure instanceof KilledWorkerException) {
            context.fail(new EventFailure(CaseCode.KILLED_WORKER, failure.getMessage(), "{}"));
        } else {
            context.fail(new EventFailure(
                    CaseCode.UNEXPECTED,
                    "The event could not be worked on: " + failure.getClass().getSimpleName(),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("error", failure.getClass().getName())
                            .toString()));
        }
    }

    /** A batch of this one event, to be stored. */
    public Batch alone(EventContext context) {
        return new Batch(context);
    }

    /** What is wrong and where, and the order it is about as far as intake could tell. */
    private static ObjectNode evidence(InboxEvent event, CodedFailure failure) {
        ObjectNode evidence = JsonNodeFactory.instance.objectNode().put("detail", failure.evidence());
        return event.kind() == EventKind.ORDER && !event.orderKey().isEmpty()
                ? evidence.put("order", event.orderKey())
                : evidence;
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
