package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.caravanserai.base.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub stock ...}. */
@Command(
        name = "stock",
        mixinStandardHelpOptions = true,
        description = "Stock: reports a count.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = StockCommand.SetCommand.class)
public final class StockCommand extends CommandGroup {

    /** {@code ./hub stock set}. */
    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Reports how many units were counted. A count is the truth as of its time, also where it is below what is reserved.",
                "It is an event: the stock changes when its turn comes, usually at once."
            })
    static final class SetCommand extends RemoteCommand {

        @Parameters(index = "0", paramLabel = "SKU", description = "Our SKU.")
        private String sku;

        @Parameters(index = "1", paramLabel = "LOCATION", description = "Code of the location, like MAIN.")
        private String location;

        @Parameters(index = "2", paramLabel = "UNITS", description = "Units on hand, from 0.")
        private int units;

        @Option(
                names = "--as-of",
                paramLabel = "TIME",
                description = "When it was counted, like 2026-11-23T15:00:00Z. Default: now.")
        private Instant asOf;

        @Option(
                names = "--reference",
                paramLabel = "TEXT",
                description =
                        "Your own id of this count, with --as-of; the same one again changes nothing. Default: a new one.")
        private String reference;

        @Override
        public Integer call() {
            if (reference != null && asOf == null) {
                throw new CommandLine.ParameterException(
                        command(),
                        "--reference needs --as-of: a count that is reported again says the same, the time included");
            }
            ObjectNode report = Json.MAPPER
                    .createObjectNode()
                    .put("schema", "stock.v1")
                    .put("reference", reference == null ? "cli-" + UUID.randomUUID() : reference)
                    .put(
                            "asOf",
                            (asOf == null ? Instant.now() : asOf)
                                    .truncatedTo(ChronoUnit.MILLIS)
                                    .toString());
            report.putArray("levels")
                    .addObject()
                    .put("sku", sku)
                    .put("location", location)
                    .put("onHand", units);
            JsonNode answer = api().send("PUT", "/api/v1/stock", report);
            out().println(
                            answer.path("duplicate").asBoolean()
                                    ? "This count was reported before as event "
                                            + answer.path("eventId").asText() + "; nothing was done."
                                    : "Stored as event "
                                            + answer.path("eventId").asText() + ".");
            return 0;
        }
    }
}
