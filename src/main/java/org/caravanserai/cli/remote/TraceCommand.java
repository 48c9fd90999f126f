package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub trace ORDER}: what happened to an order. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what happened to an order, in order of time.",
            "Exit code 0: told, 1: no such order, or more than one."
        })
public final class TraceCommand extends RemoteCommand {

    private static final int MOST_SHOWN = 20;

    @Parameters(
            paramLabel = "ORDER",
            description =
                    "Any id: the hub's or the channel's order id, the order's number, a fulfilment group, a tracking number.")
    private String order;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only orders of this channel.")
    private String channel;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only orders of this account.")
    private String account;

    @Option(names = "--json", description = "Prints the trace as the API gives it, with the inputs of every decision.")
    private boolean json;

    @Override
    public Integer call() {
        HubApi api = api();
        PrintWriter out = out();
        Map<String, String> query = new HashMap<>();
        query.put("q", order);
        query.put("channel", channel);
        query.put("account", account);
        List<JsonNode> found = api.all("/api/v1/orders", query, "orders", MOST_SHOWN);
        if (found.isEmpty()) {
            throw new RemoteException("no order has the id or number " + Table.clean(order));
        }
        if (found.size() > 1) {
            choices(found, out);
            return 1;
        }
        JsonNode trace = api.get(
                "/api/v1/orders/" + HubApi.encode(found.get(0).path("id").asText()) + "/trace", Map.of());
        if (json) {
            out.println(trace.toPrettyString());
        } else {
            print(trace, out);
        }
        return 0;
    }

    private static void print(JsonNode trace, PrintWriter out) {
        out.println(Table.clean("Order " + trace.path("orderId").asText() + "  "
                + trace.path("channel").asText() + "/" + trace.path("account").asText() + " "
                + trace.path("number").asText() + " ("
                + trace.path("channelOrderId").asText() + ")  "
                + trace.path("state").asText()));
        trace.path("holds").forEach(hold -> {
            if (hold.path("releasedAt").isNull()) {
                out.println(Table.clean("Held, " + hold.path("step").asText() + " waits ("
                        + hold.path("cause").asText() + "): "
                        + hold.path("reason").asText()));
            }
        });
        Table table = new Table("TIME", "WHAT", "", "REFERENCE");
        trace.path("entries")
                .forEach(one -> table.row(
                        one.path("at").asText(),
                        one.path("kind").asText(),
                        one.path("text").asText(),
                        one.path("reference").asText()));
        table.print(out);
    }

    private static void choices(List<JsonNode> orders, PrintWriter out) {
        out.println("More than one order is called so; take an id, or --channel and --account:");
        Table table = new Table("ID", "CHANNEL", "ACCOUNT", "NUMBER", "CHANNEL ID", "STATE", "RECEIVED");
        orders.forEach(one -> table.row(
                one.path("id").asText(),
                one.path("channel").asText(),
                one.path("account").asText(),
                one.path("number").asText(),
                one.path("channelOrderId").asText(),
                one.path("state").asText(),
                one.path("receivedAt").asText()));
        table.print(out);
    }
}
