package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.caravanserai.base.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./hub channel recover}: has all orders of an account looked through again. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        description = {
            "Has all orders of an account that changed since some moment asked for again, slice by slice.",
            "Orders that the hub has, in the version that it has, change nothing; the poll for what is new goes on.",
            "./hub channel list shows how far it is."
        })
final class RecoverCommand extends RemoteCommand {

    @Mixin
    private AccountArgument account;

    @Option(
            names = "--since",
            required = true,
            paramLabel = "TIME",
            description =
                    "From where on, like 2026-11-23T15:00:00Z; not further back than the channel hands out orders.")
    private Instant since;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for the audit trail; no personal data.")
    private String reason;

    @Override
    public Integer call() {
        JsonNode now = api().send(
                        "POST",
                        account.path("recovery"),
                        Json.MAPPER
                                .createObjectNode()
                                .put("since", since.toString())
                                .put("reason", reason));
        out().println(Table.clean(account + " is looked through from "
                + now.at("/recovery/through").asText() + " to "
                + now.at("/recovery/until").asText() + "; ./hub channel list shows how far it is."));
        return 0;
    }
}
