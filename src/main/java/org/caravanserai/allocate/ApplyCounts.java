package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.RetryBatchException;
import org.caravanserai.allocate.change.Reservations;
import org.caravanserai.allocate.store.LoadOrders;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inventory.Movement;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingReservation;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Takes a physical count for the truth. Movements that happened after it are applied on top; when less is left than was
 * promised, the youngest promises are dropped until it fits: what the warehouse does not know of yet is sourced anew, the
 * rest becomes a case.
 */
public final class ApplyCounts {

    private static final String SINCE = """
            select coalesce(sum(quantity) filter (where kind <> 'count' and as_of > ?), 0),
                   max(as_of) filter (where kind = 'count') from stock_ledger where sku = ? and location = ?
            """;

    private static final String ENSURE = """
            insert into stock (sku, location, updated_at) values (?, ?, ?) on conflict do nothing
            """;

    private static final String KNOWN = """
            select exists (select from item where sku = ?) and exists (select from location where code = ?)
            """;

    private final BatchDependencies tools;
    private final Reservations promises;

    public ApplyCounts(BatchDependencies tools) {
        this.tools = tools;
        this.promises = new Reservations(tools.ids());
    }

    public void apply(Batch batch) throws SQLException {
        for (EventContext one : batch.with(Content.Counted.class).toList()) {
            Content.Counted counted = (Content.Counted) one.content();
            List<Content.Count> sorted = counted.counts().stream()
                    .sorted(Comparator.comparing(count -> new StockKey(count.sku(), count.location())))
                    .toList();
            for (Content.Count count : sorted) {
                if (!isKnown(count)) {
                    one.except(
                            CaseCode.UNKNOWN_STOCK_KEY,
                            "The count " + counted.reference() + " names SKU '" + count.sku() + "' at '"
                                    + count.location() + "', which the hub does not have",
                            "{}");
                    break;
                }
            }
            if (!one.excepted()) {
                for (Content.Count count : sorted) {
                    apply(batch, one, counted, count);
                }
            }
        }
    }

    private void apply(Batch batch, EventContext one, Content.Counted counted, Content.Count count)
            throws SQLException {
        Connection connection = tools.connection();
        StockKey place = new StockKey(count.sku(), count.location());
        if (!batch.stock().knows(place)) {
            new SqlBatch()
                    .add(ENSURE, count.sku(), count.location(), batch.now())
                    .execute(connection);
        }
        int after = count.onHand();
        try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
            statement.setTimestamp(1, Timestamp.from(counted.asOf()));
            statement.setString(2, count.sku());
            statement.setString(3, count.location());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                after += row.getInt(1);
                Instant last = LoadOrders.instant(row, 2);
                if (last != null && last.isAfter(counted.asOf())) {
                    record(batch, one, place, count, "stock.count-stale", after);
                    return;
                }
            }
        }
        int difference = Math.max(0, after) - batch.stock().onHand(place);
        batch.stock().change(place, difference, 0);
        batch.movements().add(new Movement(place, "count", difference, counted.reference(), counted.asOf()));
        if (batch.stock().available(place) < 0) {
            dropYoungest(batch, one, place);
        }
        record(batch, one, place, count, "stock.counted", Math.max(0, after));
    }

    private record Promise(WorkingOrder order, WorkingGroup group, WorkingReservation reservation) {}

    private void dropYoungest(Batch batch, EventContext one, StockKey place) {
        List<Promise> youngest = batch.orders().values().stream()
                .flatMap(order -> order.reservations().stream()
                        .filter(promise -> promise.state() == WorkingReservation.State.ACTIVE
                                && promise.sku().equals(place.sku())
                                && promise.location().equals(place.location()))
                        .map(promise -> new Promise(
                                order, order.group(promise.groupId()).orElseThrow(), promise)))
                .sorted(Comparator.comparingLong((Promise promise) -> promise.reservation.id())
                        .reversed())
                .toList();
        for (Promise promise : youngest) {
            if (batch.stock().available(place) >= 0) {
                return;
            }
            WorkingGroup group = promise.group;
            if (group.state() == GroupState.ALLOCATED || group.state() == GroupState.HELD) {
                promises.releaseAll(batch, promise.order, group);
                if (group.state() == GroupState.ALLOCATED) {
                    group.become(GroupState.RECEIVED, "allocate", batch.now());
                }
            } else {
                promises.release(
                        batch, promise.order, group, promise.reservation.lineNo(), promise.reservation.quantity());
                batch.except(
                        tools.ids().next(),
                        CaseCode.COUNT_BELOW_RESERVED,
                        promise.order,
                        null,
                        one.event().id(),
                        "SHORT: " + place.location() + " counted less " + place.sku() + " than was released for order "
                                + promise.order.number(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("sku", place.sku())
                                .put("location", place.location())
                                .toString());
                promise.order.alert("stock.short");
            }
        }
        if (batch.stock().available(place) < 0) {
            throw new RetryBatchException("promises of " + place + " were made while it was counted");
        }
    }

    private boolean isKnown(Content.Count count) throws SQLException {
        try (PreparedStatement statement = tools.connection().prepareStatement(KNOWN)) {
            statement.setString(1, count.sku());
            statement.setString(2, count.location());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void record(
            Batch batch, EventContext one, StockKey place, Content.Count count, String action, int onHand) {
        batch.audit()
                .add(
                        action,
                        one.account().channel() + ":" + one.account().name(),
                        null,
                        one.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("sku", place.sku())
                                .put("location", place.location())
                                .put("counted", count.onHand())
                                .put("onHand", onHand));
    }
}
