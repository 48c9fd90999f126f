import java.time.OffsetDateTime;
import java.util.List;
import org.caravanserai.client.ApiClient;
import org.caravanserai.client.ApiException;
import org.caravanserai.client.api.EventsApi;
import org.caravanserai.client.api.FulfilmentApi;
import org.caravanserai.client.api.OrdersApi;
import org.caravanserai.client.api.StockApi;
import org.caravanserai.client.model.Accepted;
import org.caravanserai.client.model.ChannelOrder;
import org.caravanserai.client.model.Event;
import org.caravanserai.client.model.OrderSummary;
import org.caravanserai.client.model.Shipment;
import org.caravanserai.client.model.ShippedParcel;
import org.caravanserai.client.model.StockReport;
import org.caravanserai.client.model.StockReportLevelsInner;
import org.caravanserai.client.model.UnitsOfLine;

/** What a system of a warehouse does with the client that openapi-generator makes: hub address, token, the channel's order id. */
public final class UseTheHub {

    private final EventsApi events;

    private UseTheHub(ApiClient client) {
        events = new EventsApi(client);
    }

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]));
        UseTheHub use = new UseTheHub(client);
        String order = arguments[2];

        Accepted count = new StockApi(client)
                .putStock(new StockReport()
                        .reference("java-count-" + order)
                        .asOf(OffsetDateTime.now())
                        .levels(List.of(new StockReportLevelsInner().sku("SPADE-1").location("MAIN").onHand(40))));
        System.out.println("count " + use.state(count));

        OrdersApi orders = new OrdersApi(client);
        OrderSummary found = null;
        for (int i = 0; i < 300 && (found == null || !found.getState().equals("RELEASED")); i++) {
            Thread.sleep(100);
            List<OrderSummary> page = orders.findOrders(order, null, null, null, null, null, null, null, null, 5, null)
                    .getOrders();
            found = page.isEmpty() ? null : page.get(0);
        }
        System.out.println("order " + found.getChannelOrderId() + " " + found.getState() + " " + found.getTotal());

        Accepted parcel = new FulfilmentApi(client)
                .postShipment(new Shipment()
                        .reference("java-parcel-" + order)
                        .order(new ChannelOrder().channel("woocommerce").account("shop").orderId(order))
                        .location("MAIN")
                        .shippedAt(OffsetDateTime.now())
                        .addParcelsItem(new ShippedParcel()
                                .carrier(ShippedParcel.CarrierEnum.OTHER)
                                .carrierName("Camel Post")
                                .trackingNumber("CP-" + order)
                                .addLinesItem(new UnitsOfLine().sku("SPADE-1").quantity(2))));
        System.out.println("parcel " + use.state(parcel));

        try {
            use.events.getEvent("999999999");
        } catch (ApiException e) {
            System.out.println("nobody " + e.getCode());
        }
    }

    private String state(Accepted accepted) throws Exception {
        Event event = events.getEvent(accepted.getEventId());
        for (int i = 0; i < 300 && event.getState() == Event.StateEnum.RECEIVED; i++) {
            Thread.sleep(100);
            event = events.getEvent(accepted.getEventId());
        }
        return event.getState().getValue();
    }
}
