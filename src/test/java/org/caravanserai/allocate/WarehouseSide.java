package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.caravanserai.base.TimeScale;
import org.caravanserai.fulfil.DispatchMessages;
import org.caravanserai.fulfil.OrderBodies;
import org.caravanserai.fulfil.ReleaseGroups;
import org.caravanserai.outbox.Admission;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.SentMessages;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What warehouses are told, by the hub's own admission and composing but without a broker, and what they say. */
final class WarehouseSide {

    private static final int JMS = 2;

    private final ProcessingHub hub;
    private final ReleaseGroups admission;
    private final DispatchMessages messages;
    private final TransactionTemplate transaction;

    WarehouseSide(ProcessingHub hub) {
        this.hub = hub;
        this.admission = new ReleaseGroups(hub.database().dataSource(), TimeScale.REAL);
        this.messages = new DispatchMessages(
                hub.sql(), new OrderBodies(hub.sql(), new OrderKeys(new MasterKey(new byte[32]), new Sealer())));
        this.transaction = new TransactionTemplate(
                new DataSourceTransactionManager(hub.database().dataSource()));
    }

    /** Sends what waits for warehouses, one message after the other. @return the messages that went out */
    List<JsonNode> receive() {
        List<JsonNode> received = new ArrayList<>();
        for (org.caravanserai.outbox.OutboxRow row : waiting()) {
            Admission.Due due =
                    new Admission.Due(row.id(), row.destination(), row.operation(), row.orderId(), row.groupId(), 0);
            boolean sent = transaction.execute(status ->
                    admission.admit(List.of(due), hub.clock().instant()).send().contains(row.id()));
            hub.sql()
                    .sql("update outbox set state = ? where id = ?")
                    .params(sent ? "sent" : "dropped", row.id())
                    .update();
            if (sent) {
                Exchange exchange = new DefaultExchange(hub.camel());
                messages.compose(row, exchange);
                received.add(SentMessages.check(exchange.getMessage().getBody(String.class)));
            }
        }
        return received;
    }

    private List<org.caravanserai.outbox.OutboxRow> waiting() {
        return hub.sql()
                .sql(
                        "select id, destination, operation, order_id, group_id from outbox where kind = 'dispatch' and state = 'pending' order by id")
                .query((row, n) -> new org.caravanserai.outbox.OutboxRow(
                        row.getLong(1),
                        org.caravanserai.outbox.WorkKind.DISPATCH,
                        new org.caravanserai.outbox.Destination(row.getString(2)),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        null,
                        1,
                        null,
                        new byte[0],
                        false))
                .list();
    }

    /** Answers every recall that is open. */
    void answerRecalls(boolean recalled) {
        for (long group : hub.sql()
                .sql("select id from fulfilment_group where state = 'CANCEL_REQUESTED'")
                .query(Long.class)
                .list()) {
            answer(group, recalled);
        }
        hub.awaitQuiet();
    }

    void answer(long group, boolean recalled) {
        ObjectNode answer = (ObjectNode) hub.json("{\"schema\":\"recall-answer.v1\",\"reference\":\"r\"}");
        hub.event(
                JMS,
                "recall-answer",
                "",
                Long.toString(group),
                hub.key(),
                answer.put("dispatchId", Long.toString(group)).put("recalled", recalled));
    }

    /** Confirms a parcel with units of line 1. */
    void ship(long group, int units) {
        String reference = hub.key();
        hub.event(
                JMS,
                "shipment",
                "",
                Long.toString(group),
                reference,
                Orders.shipment(reference, group, "1Z" + reference, 1, units));
        hub.awaitQuiet();
    }
}
