package org.caravanserai.allocate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.AnswerMessage;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.NewCase;
import org.caravanserai.inbox.EventOutcome;
import org.caravanserai.inbox.EventResult;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.EventFailure;

/**
 * Says what became of each event that people, warehouses or files sent: it is kept for whoever asks, and a sender over JMS is
 * told on the queue of its login. So is whoever had a channel asked for an order. Nobody else waits for an answer to what channels
 * state; their orders tell it.
 */
public final class NoteOutcomes {

    private static final Set<EventSource> ASKERS = Set.of(EventSource.API, EventSource.JMS, EventSource.FILE);

    private final BatchDependencies dependencies;
    private final ImportOutcomes imports;

    public NoteOutcomes(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.imports = new ImportOutcomes(dependencies);
    }

    public void note(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        List<EventContext> asked =
                batch.events().stream().filter(NoteOutcomes::isAsked).toList();
        if (asked.isEmpty()) {
            return;
        }
        Round round = batch.round();
        Map<Long, List<AuditRow>> rows = new HashMap<>();
        round.audit().rows().stream()
                .filter(row -> row.inboxId() != null)
                .forEach(row -> rows.computeIfAbsent(row.inboxId(), id -> new ArrayList<>())
                        .add(row));
        for (EventContext event : asked) {
            EventOutcome outcome =
                    outcome(round, event, rows.getOrDefault(event.event().id(), List.of()));
            if (!event.imports().isEmpty()) {
                imports.note(round, event, outcome);
                continue;
            }
            round.outcomes().add(outcome);
            AnswerMessage.of(dependencies, event, outcome, round.now()).ifPresent(round.messages()::add);
        }
    }

    private static boolean isAsked(EventContext event) {
        return ASKERS.contains(event.event().source()) || !event.imports().isEmpty();
    }

    private static EventOutcome outcome(Round round, EventContext event, List<AuditRow> rows) {
        long id = event.event().id();
        EventFailure failure = round.failure(event);
        List<NewCase> cases = round.cases().opened().stream()
                .filter(one -> one.inboxId() != null && one.inboxId() == id)
                .toList();
        List<Long> orders = Stream.concat(
                        rows.stream().map(AuditRow::orderId), cases.stream().map(NewCase::orderId))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        if (failure != null) {
            return new EventOutcome(id, EventResult.REFUSED, failure.code().code(), failure.summary(), orders);
        }
        EventResult result = EventResult.of(rows.stream().map(AuditRow::action).toList(), !cases.isEmpty());
        return new EventOutcome(
                id,
                result,
                cases.isEmpty() ? "" : cases.get(0).code(),
                cases.isEmpty() ? "" : cases.get(0).summary(),
                orders);
    }
}
