package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.Reservations;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/**
 * Of an account in shadow nothing is reserved; of a live one what waits for release is. When an account was switched, what was
 * decided before is given back and decided anew. The modes are read in the batch's transaction: what others keep of them is too old.
 */
public final class FollowModes {

    private static final String NOT_LIVE = "select id, mode from account where mode <> 'live'";

    private final BatchDependencies dependencies;
    private final Reservations reservations;

    public FollowModes(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reservations = new Reservations(dependencies.ids());
    }

    public Batch follow(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Round round = batch.round();
        if (round.orders().all().isEmpty()) {
            return batch;
        }
        round.modes(modes());
        for (WorkingOrder order : round.orders().all()) {
            AccountMode mode = round.mode(order.accountId());
            for (WorkingGroup group : order.groups()) {
                boolean switched = group.shadow() ? mode == AccountMode.LIVE : mode == AccountMode.SHADOW;
                if (group.state() == GroupState.ALLOCATED && switched) {
                    takeBack(round, order, group, mode);
                }
            }
        }
        return batch;
    }

    private void takeBack(Round round, WorkingOrder order, WorkingGroup group, AccountMode mode) {
        reservations.releaseAll(round, order, group);
        group.sourceAnew(round.now());
        round.audit()
                .add(
                        "group.taken-back",
                        "hub",
                        order.id(),
                        round.orders().inboxIdOf(order),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("location", group.location())
                                .put("reason", "its account is " + mode.word() + " now"));
    }

    private Map<Integer, AccountMode> modes() throws SQLException {
        Map<Integer, AccountMode> modes = new HashMap<>();
        try (Statement statement = dependencies.connection().createStatement();
                ResultSet row = statement.executeQuery(NOT_LIVE)) {
            while (row.next()) {
                modes.put(row.getInt(1), AccountMode.of(row.getString(2)));
            }
        }
        return modes;
    }
}
