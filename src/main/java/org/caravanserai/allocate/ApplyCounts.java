package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.ExcessReservations;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inventory.CountedStock;
import org.caravanserai.inventory.Movement;
import org.caravanserai.inventory.MovementKind;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.inventory.StockLedger;
import org.caravanserai.inventory.StockTable;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Takes a physical count for the truth. Movements that happened after it are applied on top; when less is left than is
 * reserved, the youngest reservations are dropped until it fits.
 */
public final class ApplyCounts {

    private static final String KNOWN = """
            select exists (select from item where sku = ?) and exists (select from location where code = ?)
            """;

    private final BatchDependencies dependencies;
    private final ExcessReservations excess;

    public ApplyCounts(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.excess = new ExcessReservations(dependencies);
    }

    public Batch apply(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Round round = batch.round();
        for (EventContext event : batch.with(Content.Counted.class).toList()) {
            Content.Counted counted = (Content.Counted) event.content();
            List<CountedStock> sorted = counted.counts().stream()
                    .sorted(Comparator.comparing(CountedStock::key))
                    .toList();
            CountedStock unknown = firstUnknown(sorted);
            if (unknown != null) {
                round.fail(
                        event,
                        CaseCode.UNKNOWN_STOCK_KEY,
                        "The count " + counted.reference() + " names SKU '" + unknown.sku() + "' at '"
                                + unknown.location() + "', which the hub does not have",
                        "{}");
                continue;
            }
            for (CountedStock count : sorted) {
                apply(round, event, counted, count);
            }
        }
        return batch;
    }

    private void apply(Round round, EventContext event, Content.Counted counted, CountedStock count)
            throws SQLException {
        Connection connection = dependencies.connection();
        StockKey key = count.key();
        if (!round.stock().knows(key)) {
            SqlBatch row = new SqlBatch();
            StockTable.addEnsure(row, List.of(key), round.now());
            row.execute(connection);
        }
        StockLedger.Since since = StockLedger.since(connection, key, counted.asOf());
        int after = count.onHand() + since.moved();
        if (since.lastCount() != null && since.lastCount().isAfter(counted.asOf())) {
            record(round, event, count, "stock.count-stale", after);
            return;
        }
        int difference = Math.max(0, after) - round.stock().onHand(key);
        round.stock().change(key, difference, 0);
        round.movements().add(new Movement(key, MovementKind.COUNT, difference, counted.reference(), counted.asOf()));
        if (round.stock().available(key) < 0) {
            excess.drop(round, event, key);
        }
        record(round, event, count, "stock.counted", Math.max(0, after));
    }

    private CountedStock firstUnknown(List<CountedStock> counts) throws SQLException {
        for (CountedStock count : counts) {
            try (PreparedStatement statement = dependencies.connection().prepareStatement(KNOWN)) {
                statement.setString(1, count.sku());
                statement.setString(2, count.location());
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next() || !row.getBoolean(1)) {
                        return count;
                    }
                }
            }
        }
        return null;
    }

    private static void record(Round round, EventContext event, CountedStock count, String action, int onHand) {
        round.audit()
                .add(
                        action,
                        event.account().channel() + ":" + event.account().name(),
                        null,
                        event.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("sku", count.sku())
                                .put("location", count.location())
                                .put("counted", count.onHand())
                                .put("onHand", onHand));
    }
}
