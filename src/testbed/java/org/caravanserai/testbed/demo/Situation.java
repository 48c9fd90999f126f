package org.caravanserai.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How far everything has come: for the progress line, and to know when it is over.
 *
 * @param orders how many there are to be when the buyers are done
 * @param placed how many there are
 * @param placing whether buyers still buy, or people still have something to do
 * @param accepted orders the hub has
 * @param strayCases open cases about events that became no order
 * @param told orders of which the channel knows the end
 * @param openGroups groups that still go on by themselves
 * @param events waiting in the inbox, those whose order is to be fetched included
 * @param messages waiting in the outbox
 * @param deliveries the channels still have to deliver
 * @param parcels the warehouse still has to confirm
 */
record Situation(
        int orders,
        int placed,
        boolean placing,
        int accepted,
        int strayCases,
        int allocated,
        int shipped,
        int told,
        int cases,
        int openGroups,
        int events,
        int messages,
        int deliveries,
        int parcels) {

    private static final String COUNTS = """
            select (select count(*) from orders) as accepted,
                   (select count(distinct (i.account_id, i.order_key)) from exception_case c join inbox i on i.id = c.inbox_id
                     where c.state <> 'resolved' and c.order_id is null and i.order_key <> ''
                       and not exists (select from order_key k where k.account_id = i.account_id and k.channel_order_id = i.order_key)) as stray,
                   (select count(distinct order_id) from fulfilment_group where location is not null) as allocated,
                   (select count(*) from orders where state = 'SHIPPED') as shipped,
                   (select count(*) from exception_case where state <> 'resolved') as cases,
                   (select count(*) from fulfilment_group g where g.state not in ('SHIPPED', 'CANCELLED', 'CHANNEL_FULFILLED')
                       and not exists (select from exception_case c where (c.id = g.case_id or c.group_id = g.id) and c.state <> 'resolved')) as open,
                   (select count(*) from inbox_todo) + (select count(*) from inbox_fetch) as events,
                   (select count(*) from outbox where state in ('pending', 'sending')) as messages""";

    /** @throws DemoException when somebody cannot be asked, e.g. while the hub starts anew */
    static Situation of(DemoRun demoRun) {
        JsonNode traffic = demoRun.sandbox().control().get("/control/traffic");
        int parcels =
                demoRun.warehouse().control().get("/ledger").path("waiting").asInt();
        try (Connection connection = DriverManager.getConnection(
                        demoRun.hub().run().databaseUrl(),
                        demoRun.hub().run().databaseUser(),
                        demoRun.hub().databasePassword());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTS)) {
            row.next();
            return new Situation(
                    traffic.path("ordersInAll").asInt()
                            - traffic.path("placed").asInt()
                            + traffic.path("orders").asInt(),
                    traffic.path("ordersInAll").asInt(),
                    traffic.path("running").asBoolean()
                            || traffic.path("actsOpen").asInt() > 0
                            || demoRun.office().attend(traffic) > 0,
                    row.getInt("accepted"),
                    row.getInt("stray"),
                    row.getInt("allocated"),
                    row.getInt("shipped"),
                    traffic.path("told").asInt(),
                    row.getInt("cases"),
                    row.getInt("open"),
                    row.getInt("events"),
                    row.getInt("messages"),
                    traffic.path("deliveriesOpen").asInt(),
                    parcels);
        } catch (SQLException e) {
            throw new DemoException("the hub's database does not answer: " + e.getMessage());
        }
    }

    /** Nothing more will happen of itself. */
    boolean settled() {
        return quiet() && deliveries == 0;
    }

    /** Only the channels still try to deliver events, of orders that are settled. */
    boolean quiet() {
        return !placing
                && placed > 0
                && accepted + strayCases >= placed
                && openGroups == 0
                && events == 0
                && messages == 0
                && parcels == 0;
    }

    @Override
    public String toString() {
        return String.format(
                "placed %d/%d, accepted %d, allocated %d, shipped %d, told %d, cases %d; waiting: %d deliveries, %d events, %d messages, %d parcels",
                placed, orders, accepted, allocated, shipped, told, cases, deliveries, events, messages, parcels);
    }
}
