package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.inbox.EventOutcome;
import org.caravanserai.translate.EventContext;

/**
 * What became of orders that people had a channel asked for. Each of their events is answered by what the channel handed out, and
 * the trail of the order names who wanted it and why.
 */
final class ImportOutcomes {

    private static final String WISHES = """
            select id, headers::jsonb ->> 'hubActor', headers::jsonb ->> 'hubReason' from inbox where id = any(?) order by id
            """;

    private final BatchDependencies dependencies;

    ImportOutcomes(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    /** @param outcome of the event that holds what the channel answered */
    void note(Round round, EventContext event, EventOutcome outcome) throws SQLException {
        event.imports()
                .forEach(id -> round.outcomes()
                        .add(new EventOutcome(
                                id, outcome.result(), outcome.code(), outcome.reason(), outcome.orderIds())));
        if (!outcome.orderIds().isEmpty()) {
            record(round, event, outcome.orderIds().get(0));
        }
    }

    private void record(Round round, EventContext event, long order) throws SQLException {
        Connection connection = dependencies.connection();
        List<Long> ids = event.imports();
        try (PreparedStatement statement = connection.prepareStatement(WISHES)) {
            SqlBatch.bind(connection, statement, 1, ids.toArray(Long[]::new));
            try (ResultSet wish = statement.executeQuery()) {
                while (wish.next()) {
                    round.audit()
                            .add(
                                    "order.imported",
                                    wish.getString(2),
                                    order,
                                    wish.getLong(1),
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("reason", wish.getString(3))
                                            .put(
                                                    "event",
                                                    Long.toString(event.event().id())));
                }
            }
        }
    }
}
