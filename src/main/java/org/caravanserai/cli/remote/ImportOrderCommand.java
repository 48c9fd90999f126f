package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.UUID;
import org.caravanserai.base.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub order import}: the shop has an order, the hub does not. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Has a channel asked for one order that the hub does not have, and waits for what becomes of it.",
            "Of an order that the hub has, in the version that it has, nothing changes.",
            "Exit code 0: it is known now, 1: it is not, or not yet."
        })
final class ImportOrderCommand extends RemoteCommand {

    @Mixin
    private AccountArgument account;

    @Parameters(
            index = "2",
            paramLabel = "ORDER-ID",
            description = {
                "The channel's own id of the order. Shopify: the number at the end of the address of the order's page, or its gid, not #1001.",
                "WooCommerce: the number after id= or post= in the address of the order's page. Amazon: like 902-3159896-1390916."
            })
    private String orderId;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for the audit trail; no personal data.")
    private String reason;

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            description = "Your own id of this wish; the same one again changes nothing. Default: a new one.")
    private String reference;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the channel's answer; 0: not at all. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    public Integer call() {
        ObjectNode wish = Json.MAPPER
                .createObjectNode()
                .put("reference", reference == null ? "cli-" + UUID.randomUUID() : reference)
                .put("orderId", orderId)
                .put("reason", reason);
        HubApi api = api();
        JsonNode taken = api.send("POST", account.path("imports"), wish);
        String event = taken.path("eventId").asText();
        out().println("The channel is asked for it: event " + event
                + (taken.path("duplicate").asBoolean() ? ", asked for before." : "."));
        return new EventWait(api, out()).print(event, Duration.ofSeconds(Math.max(0, seconds)));
    }
}
