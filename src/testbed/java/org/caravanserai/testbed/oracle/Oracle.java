package org.caravanserai.testbed.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.caravanserai.testbed.oracle.Verdict.OpenCase;

/**
 * The judge of a hub: accounts for every order the channels sold. It compares what the channels and the warehouse hold with
 * what the hub's database says, and never asks the hub.
 */
public final class Oracle {

    static final List<Check> CHECKS = List.of(
            new OrdersCheck(),
            new DeliveriesCheck(),
            new MoneyCheck(),
            new ParcelsCheck(),
            new CancellationsCheck(),
            new UnitsCheck(),
            new UnwantedCheck(),
            new AddressCheck(),
            new RulesCheck(),
            new ViolationsCheck());

    private final Sources sources;
    private static final int MOST_READINGS = 20;

    private final Ask ask = new Ask();

    private JsonNode ledger() {
        return ask.get(sources.sandbox().resolve("/control/ledger"));
    }

    public Oracle(Sources sources) {
        this.sources = sources;
    }

    /**
     * Judges what there is now. While work is going on, units on their way look like faults: let it settle first.
     *
     * @throws IllegalStateException when the database does not answer; {@link java.io.UncheckedIOException} when the others do not
     */
    public Verdict judge() {
        try (Connection connection = DriverManager.getConnection(
                sources.databaseUrl(), sources.databaseUser(), sources.databasePassword())) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            // all of one moment: an echo that arrives between two readings would look lost or invented
            JsonNode before = ledger();
            HubSnapshot hub = HubSnapshot.read(connection);
            for (int again = 0;
                    again < MOST_READINGS && !before.path("orders").equals(ledger().path("orders"));
                    again++) {
                connection.commit();
                before = ledger();
                hub = HubSnapshot.read(connection);
            }
            ChannelSnapshot channels = ChannelSnapshot.read(before);
            URI warehouse = sources.warehouse();
            Snapshot snapshot = new Snapshot(
                    hub,
                    channels,
                    warehouse == null
                            ? WarehouseSnapshot.NONE
                            : WarehouseSnapshot.read(ask.get(warehouse.resolve("/ledger"))));
            Findings findings = new Findings();
            CHECKS.forEach(check -> check.look(snapshot, findings));
            return new Verdict(
                    findings.all(),
                    FigureTable.of(snapshot, connection),
                    open(hub),
                    Deeds.of(channels),
                    channels.orders().size());
        } catch (SQLException e) {
            throw new IllegalStateException("the oracle cannot read the hub's database: " + e.getMessage(), e);
        }
    }

    private static List<OpenCase> open(HubSnapshot hub) {
        return hub.cases().stream()
                .filter(HubSnapshot.Case::open)
                .map(one -> new OpenCase(
                        one.code(), one.orderKey() == null ? "" : one.orderKey().toString(), one.summary()))
                .toList();
    }
}
