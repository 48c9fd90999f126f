package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.caravanserai.base.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub order release}: a person lets a held order go. The case of each hold is told why and tried again. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Lets a held order go: tells the case of each of its holds why, and has it tried again.",
            "What only a person can know is believed; what is wrong all the same, such as an unknown SKU, holds on and is named.",
            "Exit code 0: nothing holds it, 1: something does."
        })
final class ReleaseOrderCommand extends RemoteCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(
            paramLabel = "ORDER",
            description = "Any id of one order: the hub's or the channel's order id, the order's number.")
    private String order;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for the cases and the audit trail; no personal data.")
    private String reason;

    @Override
    public Integer call() {
        HubApi api = api();
        String path = "/api/v1/orders/" + HubApi.encode(id(api));
        List<JsonNode> held = open(api.get(path, Map.of()));
        if (held.isEmpty()) {
            out().println("Nothing holds order " + Table.clean(order) + ".");
            return 0;
        }
        held.stream()
                .map(hold -> hold.path("caseId").asText(""))
                .filter(id -> !id.isEmpty())
                .distinct()
                .forEach(id -> retry(api, id));
        List<JsonNode> left = open(api.get(path, Map.of()));
        Set<String> causes =
                left.stream().map(hold -> hold.path("cause").asText()).collect(Collectors.toSet());
        held.stream()
                .map(hold -> hold.path("cause").asText())
                .filter(cause -> !causes.contains(cause))
                .distinct()
                .forEach(cause -> out().println("Let go: " + Table.clean(cause)));
        left.forEach(hold -> out().println(Table.clean("Still held, "
                + hold.path("step").asText() + " waits (" + hold.path("cause").asText() + "): "
                + hold.path("reason").asText())));
        return left.isEmpty() ? 0 : 1;
    }

    private String id(HubApi api) {
        List<JsonNode> found = api.all("/api/v1/orders", Map.of("q", order), "orders", 2);
        if (found.size() != 1) {
            throw new RemoteException((found.isEmpty() ? "no order has" : "more than one order has")
                    + " the id or number " + Table.clean(order) + "; ./hub trace shows which there are");
        }
        return found.get(0).path("id").asText();
    }

    private static List<JsonNode> open(JsonNode order) {
        return StreamSupport.stream(order.path("holds").spliterator(), false)
                .filter(hold -> hold.path("releasedAt").isNull())
                .toList();
    }

    private void retry(HubApi api, String id) {
        String one = ExceptionsCommand.PATH + "/" + HubApi.encode(id);
        try {
            api.send("POST", one + "/comment", Json.MAPPER.createObjectNode().put("text", "released: " + reason));
            JsonNode tried = api.send("POST", one + "/retry", null);
            if (tried.hasNonNull("eventId")) {
                new EventWait(api, out()).until(tried.path("eventId").asText(), PATIENCE);
            }
        } catch (RemoteException e) {
            command().getErr().println("case " + Table.clean(id) + ": " + Table.clean(e.getMessage()));
        }
    }
}
