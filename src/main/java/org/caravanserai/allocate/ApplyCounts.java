package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.ExcessReservations;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.inventory.CountedStock;
import org.caravanserai.inventory.KnownStockKeys;
import org.caravanserai.inventory.Movement;
import org.caravanserai.inventory.MovementKind;
import org.caravanserai.inventory.RefusedLevel;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.inventory.StockLedger;
import org.caravanserai.inventory.StockTable;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Takes a physical count for the truth, level by level: one that names what the hub does not have costs itself alone. Movements
 * that happened after the count are applied on top; when less is left than is reserved, the youngest reservations are dropped
 * until it fits.
 */
public final class ApplyCounts {

    private final BatchDependencies dependencies;
    private final ExcessReservations excess;
    private final StockReports reports;

    public ApplyCounts(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.excess = new ExcessReservations(dependencies);
        this.reports = new StockReports(dependencies.ids());
    }

    public Batch apply(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        List<EventContext> events = batch.with(Content.Counted.class).toList();
        if (events.isEmpty()) {
            return batch;
        }
        KnownStockKeys known = KnownStockKeys.of(
                dependencies.connection(),
                events.stream()
                        .flatMap(event -> ((Content.Counted) event.content()).counts().stream())
                        .toList());
        for (EventContext event : events) {
            apply(batch.round(), event, (Content.Counted) event.content(), known);
        }
        return batch;
    }

    private void apply(Round round, EventContext event, Content.Counted counted, KnownStockKeys known)
            throws SQLException {
        List<RefusedLevel> refused = new ArrayList<>(counted.refused());
        List<CountedStock> taken = new ArrayList<>();
        for (CountedStock count : counted.counts()) {
            Optional<String> wrong = foreign(round, event, count).or(() -> known.missing(count));
            wrong.ifPresentOrElse(
                    why -> refused.add(new RefusedLevel(count.place(), count.sku(), count.location(), why)),
                    () -> taken.add(count));
        }
        taken.sort(Comparator.comparing(CountedStock::key));
        for (CountedStock count : taken) {
            apply(round, event, counted, count);
        }
        reports.tell(round, event, counted, taken.size(), refused);
    }

    private static Optional<String> foreign(Round round, EventContext event, CountedStock count) {
        return round.confinedTo(event)
                .filter(login -> !login.speaksFor(count.location()))
                .map(login -> "login " + login.name() + " is one of " + login.location()
                        + " and may not report of another location");
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
        round.count(key, counted.asOf());
        int difference = Math.max(0, after) - round.stock().onHand(key);
        round.stock().change(key, difference, 0);
        round.movements().add(new Movement(key, MovementKind.COUNT, difference, counted.reference(), counted.asOf()));
        if (round.stock().available(key) < 0) {
            excess.drop(round, event, key);
        }
        record(round, event, count, "stock.counted", Math.max(0, after));
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
