package org.caravanserai.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.caravanserai.base.IdBlocks;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Writes events of the hub's own making into the inbox, in the transaction that is running on the thread. */
public final class OwnEventWriter implements OwnEvents {

    private final DataSource dataSource;
    private final InboxStatement statement;
    private final IdBlocks ids;
    private final Clock clock;

    /** @param ids of inbox rows */
    public OwnEventWriter(DataSource dataSource, IdBlocks ids, Clock clock) {
        this.dataSource = dataSource;
        this.statement = new InboxStatement(dataSource);
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public List<Stored> add(List<NewEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return statement.insert(
                    connection,
                    events.stream()
                            .map(event -> InboxRow.of(ids.next(), event, event.body(), null, clock.instant()))
                            .toList());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the hub's own events could not be stored", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
