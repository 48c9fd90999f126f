package org.caravanserai.allocate;

import java.util.List;
import org.caravanserai.testing.ProcessingHub;

/** What a scenario sees of the orders of its hub, by the channel's ids. */
abstract class OrdersSeen {

    final ProcessingHub hub;

    OrdersSeen(ProcessingHub hub) {
        this.hub = hub;
    }

    final long order(String channelOrderId) {
        return hub.sql()
                .sql("select id from orders where channel_order_id = ?")
                .param(channelOrderId)
                .query(Long.class)
                .single();
    }

    final long group(String channelOrderId) {
        return hub.sql()
                .sql(
                        "select min(g.id) from fulfilment_group g join orders o on o.id = g.order_id where o.channel_order_id = ?")
                .param(channelOrderId)
                .query(Long.class)
                .single();
    }

    final List<String> state(String channelOrderId) {
        return hub.sql()
                .sql(
                        "select g.state from fulfilment_group g join orders o on o.id = g.order_id where o.channel_order_id = ? order by g.id")
                .param(channelOrderId)
                .query(String.class)
                .list();
    }

    final List<String> codes() {
        return hub.sql()
                .sql("select distinct code from exception_case")
                .query(String.class)
                .list();
    }
}
