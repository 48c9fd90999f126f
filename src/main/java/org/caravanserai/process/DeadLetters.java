package org.caravanserai.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.base.Explained;
import org.caravanserai.exceptions.Cause;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.inbox.KilledWorkerException;

/** The steps of the dead letter channel: says in words why an event failed, so that it becomes a case. */
public final class DeadLetters {

    private final IntFunction<AccountRef> accounts;

    public DeadLetters(IntFunction<AccountRef> accounts) {
        this.accounts = accounts;
    }

    /** An event that could not even be observed still gets its place in the batch. */
    public Observation observe(Object body) {
        return body instanceof InboxEvent event ? new Observation(event, accounts.apply(event.accountId())) : (Observation) body;
    }

    public void explain(Observation observation, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        Explained explained = explained(failure);
        if (explained != null) {
            String place = observation.place();
            observation.except(Cause.of(explained.code()), place.isEmpty() || explained.getMessage().contains(place) ? explained.getMessage()
                    : place + " " + explained.getMessage(), JsonNodeFactory.instance.objectNode().put("detail", explained.evidence()).toString());
        } else if (failure instanceof KilledWorkerException) {
            observation.except(Cause.KILLED_WORKER, failure.getMessage(), "{}");
        } else {
            observation.except(Cause.UNEXPECTED, "The event could not be worked on: " + failure.getClass().getSimpleName(),
                    JsonNodeFactory.instance.objectNode().put("error", failure.getClass().getName()).toString());
        }
    }

    /** A batch of this one event, to be stored. */
    public Batch alone(Observation observation) {
        return new Batch(new ArrayList<>(List.of(observation)));
    }

    private static Explained explained(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Explained explained) {
                return explained;
            }
        }
        return null;
    }
}
