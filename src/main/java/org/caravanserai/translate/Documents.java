package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.due.TellState.TellPhase;

/** Reads validated canonical documents other than orders. */
final class Documents {

    private final Accounts accounts;

    Documents(Accounts accounts) {
        this.accounts = accounts;
    }

    Content.Shipped shipped(JsonNode document) {
        List<Content.Parcel> parcels = new ArrayList<>();
        for (JsonNode parcel : document.path("parcels")) {
            parcels.add(new Content.Parcel(
                    parcel.path("carrier").asText(),
                    parcel.path("carrierName").asText(""),
                    parcel.path("service").asText(""),
                    parcel.path("trackingNumber").asText("").strip(),
                    parcel.path("trackingUrl").asText(""),
                    lines(parcel)));
        }
        String dispatch = document.path("dispatchId").asText("");
        OrderRef order = dispatch.isEmpty() ? order(document.path("order")) : null;
        return new Content.Shipped(
                document.path("reference").asText(),
                dispatch.isEmpty() ? null : Long.valueOf(dispatch),
                order,
                document.path("location").asText(""),
                instant(document, "shippedAt"),
                List.copyOf(parcels));
    }

    private static List<Content.LineUnits> lines(JsonNode document) {
        List<Content.LineUnits> lines = new ArrayList<>();
        for (JsonNode line : document.path("lines")) {
            lines.add(new Content.LineUnits(
                    line.path("line").asInt(0),
                    line.path("lineId").asText(""),
                    line.path("sku").asText(""),
                    line.path("quantity").asInt()));
        }
        return List.copyOf(lines);
    }

    static Content.Counted counted(JsonNode document, StockLevels levels) {
        return new Content.Counted(
                document.path("reference").asText(), instant(document, "asOf"), levels.counts(), levels.refused());
    }

    Content.Cancel cancel(JsonNode document) {
        JsonNode order = document.path("order");
        Long hubId = longOrNull(order, "hubOrderId");
        return new Content.Cancel(
                hubId,
                hubId == null ? order(order) : null,
                document.path("reason").asText("requested"),
                document.path("by").asText().equals("channel"),
                lines(document));
    }

    /** Channel, account and the channel's order id; an account nobody has names an order nobody has. */
    private OrderRef order(JsonNode order) {
        int account = accounts.find(
                        order.path("channel").asText(), order.path("account").asText())
                .map(Account::id)
                .orElse(-1);
        return new OrderRef(account, order.path("orderId").asText());
    }

    static Content.Redrive redrive(JsonNode document) {
        return new Content.Redrive(
                document.path("caseId").asLong(),
                longOrNull(document, "orderId"),
                longOrNull(document, "inboxId"),
                longOrNull(document, "outboxId"),
                document.path("actor").asText("hub"));
    }

    static Content.Told told(JsonNode document) {
        return new Content.Told(
                document.path("outboxId").asLong(),
                document.path("orderId").asLong(),
                TellPhase.valueOf(document.path("outcome").asText().toUpperCase(Locale.ROOT)),
                document.path("channelIds").asText(""),
                instant(document, "endedAt"));
    }

    /** The schemas let seconds be left out. */
    private static Instant instant(JsonNode document, String field) {
        return OffsetDateTime.parse(document.path(field).asText()).toInstant();
    }

    private static Long longOrNull(JsonNode document, String field) {
        return document.hasNonNull(field) ? Long.valueOf(document.path(field).asText()) : null;
    }
}
