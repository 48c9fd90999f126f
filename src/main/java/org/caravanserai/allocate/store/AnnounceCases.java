package org.caravanserai.allocate.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.SQLException;
import java.util.List;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseSubjects;
import org.caravanserai.cases.ExceptionMessage;
import org.caravanserai.channel.account.Account;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.NewMessage;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.EventFailure;

/** Events that failed become cases; every case becomes a message on the exception queue and a row of the audit trail. */
public final class AnnounceCases {

    private final BatchDependencies dependencies;

    public AnnounceCases(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    /** @param events all events of the batch */
    public void announce(List<EventContext> events, Round round) throws SQLException {
        for (EventContext event : events) {
            EventFailure failure = round.failure(event);
            if (failure != null) {
                round.cases()
                        .open(new NewCase(
                                dependencies.ids().next(),
                                failure.code().code(),
                                "event",
                                event.account().id(),
                                null,
                                null,
                                retried(event.event()),
                                null,
                                failure.summary(),
                                failure.evidence(),
                                EventSubject.of(event, failure)));
            }
        }
        round.cases()
                .fold(CaseSubjects.open(dependencies.connection(), round.cases().opened()));
        round.cases().opened().forEach(one -> announce(round, one));
    }

    /** What a retry works on: of an order that is not handed out the event that named it, so that it is asked for once more. */
    private static Long retried(InboxEvent event) {
        return event.kind() == EventKind.ABSENT && event.parentId() != null ? event.parentId() : event.id();
    }

    private void announce(Round round, NewCase one) {
        WorkingOrder order = one.orderId() == null ? null : round.orders().get((long) one.orderId());
        Account account = dependencies.account(one.accountId());
        round.messages()
                .add(new NewMessage(
                        dependencies.ids().next(),
                        WorkKind.EXCEPTION,
                        Destination.EXCEPTIONS,
                        "case",
                        one.orderId(),
                        one.groupId(),
                        ExceptionMessage.of(
                                one,
                                account.channel(),
                                account.name(),
                                order == null ? null : order.channelOrderId(),
                                round.now()),
                        null,
                        false));
        round.audit()
                .add(
                        "case.opened",
                        "hub",
                        one.orderId(),
                        one.inboxId(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("case", one.id())
                                .put("cause", one.code())
                                .put("scope", one.scope()));
    }
}
