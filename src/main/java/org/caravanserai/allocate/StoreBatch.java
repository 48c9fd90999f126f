package org.caravanserai.allocate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.TreeMap;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.RetryBatchException;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.store.AnnounceCases;
import org.caravanserai.allocate.store.RoundStatements;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.inventory.StockChange;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.inventory.StockTable;
import org.caravanserai.order.store.GroupTable;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.OrderKeys;

/**
 * Writes everything a round has decided, in one round trip: orders, groups, reservations, ledger, cases, outbox, then the
 * stock rows, then the head of the audit chain. When a stock row no longer covers what was reserved, nothing of it stays and
 * the batch decides again.
 */
public final class StoreBatch {

    /** An order is fetched at most so often for the sake of statements that cannot be believed. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(60);

    private final BatchDependencies dependencies;
    private final AnnounceCases announcements;
    private final RoundStatements statements;

    public StoreBatch(BatchDependencies dependencies, OrderKeys keys, BlindIndex index) {
        this.dependencies = dependencies;
        this.announcements = new AnnounceCases(dependencies);
        this.statements = new RoundStatements(
                dependencies, keys, index, dependencies.timeScale().of(ASK_EVERY));
    }

    public Batch store(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Connection connection = dependencies.connection();
        Round round = batch.round();
        announcements.announce(batch.events(), round);
        SqlBatch sql = new SqlBatch();
        statements.addTo(sql, batch.events(), round);
        StockTable.addCounted(sql, round.counted());
        TreeMap<StockKey, StockChange> changes = round.stock().changes();
        int stockStatement = addStock(sql, round, changes);
        round.audit().writeTo(sql);
        int[] counts = sql.execute(connection);
        if (stockStatement >= 0 && counts[stockStatement] != changes.size()) {
            if (round.underLock()) {
                throw new RetryBatchException("stock moved although its rows were held");
            }
            connection.rollback(round.start());
            return batch;
        }
        batch.close();
        return batch;
    }

    /** @return the index of the statement whose count must equal the number of changes, -1 when there are none */
    private static int addStock(SqlBatch sql, Round round, TreeMap<StockKey, StockChange> changes) {
        if (changes.isEmpty()) {
            return -1;
        }
        StockTable.addEnsure(
                sql,
                changes.keySet().stream()
                        .filter(key -> !round.stock().knows(key))
                        .toList(),
                round.now());
        GroupTable.addWakeBackorders(
                sql,
                changes.entrySet().stream()
                        .filter(one -> one.getValue().onHand() > one.getValue().reserved())
                        .map(one -> one.getKey().sku())
                        .distinct()
                        .toList(),
                round.now());
        StockTable.addChange(sql, changes, round.now());
        return sql.size() - 1;
    }
}
