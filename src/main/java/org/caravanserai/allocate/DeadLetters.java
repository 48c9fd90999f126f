package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.base.CodedFailure;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.inbox.KilledWorkerException;
import org.caravanserai.translate.AccountRef;
import org.caravanserai.translate.EventContext;

/** The steps of the dead letter channel: says in words why an event failed, so that it becomes a case. */
public final class DeadLetters {

    private final IntFunction<AccountRef> accounts;

    public DeadLetters(IntFunction<AccountRef> accounts) {
        this.accounts = accounts;
    }

    /** An event that could not even be observed still gets its place in the batch. */
    public EventContext observe(Object body) {
        return body instanceof InboxEvent event
                ? new EventContext(event, accounts.apply(event.accountId()))
                : (EventContext) body;
    }

    public void explain(EventContext observation, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        CodedFailure explained = explained(failure);
        if (explained != null) {
            String place = observation.place();
            observation.except(
                    CaseCode.of(explained.code()),
                    place.isEmpty() || explained.getMessage().contains(place)
                            ? explained.getMessage()
                            : place + " " + explained.getMessage(),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("detail", explained.evidence())
                            .toString());
        } else if (failure instanceof KilledWorkerException) {
            observation.except(CaseCode.KILLED_WORKER, failure.getMessage(), "{}");
        } else {
            observation.except(
                    CaseCode.UNEXPECTED,
                    "The event could not be worked on: " + failure.getClass().getSimpleName(),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("error", failure.getClass().getName())
                            .toString());
        }
    }

    /** A batch of this one event, to be stored. */
    public Batch alone(EventContext observation) {
        return new Batch(new ArrayList<>(List.of(observation)));
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
