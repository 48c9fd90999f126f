package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./hub channel publish}: looks at what the first push of stock to an account changes, and lets it go. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what telling an account its stock would change there, or lets the first push go.",
            "No stock is told to an account before that was confirmed; what was never counted is not told at all."
        })
final class PublishCommand extends RemoteCommand {

    @Mixin
    private AccountArgument account;

    @ArgGroup(multiplicity = "1")
    private Wish wish;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "500",
            description = "Shows at most so many listings. Default: ${DEFAULT-VALUE}.")
    private int limit;

    /** One of the two. */
    static final class Wish {

        @Option(names = "--dry-run", description = "Only shows it.")
        private boolean dryRun;

        @Option(names = "--confirm", description = "Lets it go.")
        private boolean confirm;
    }

    @Override
    public Integer call() {
        HubApi api = api();
        String path = account.path("publication");
        PrintWriter out = out();
        if (wish.confirm) {
            JsonNode now = api.send("POST", path, null);
            out.println(Table.clean(name(now))
                    + (now.path("mode").asText().equals("live")
                            ? ": its stock is told from now on."
                            : ": confirmed, but it is " + now.path("mode").asText()
                                    + ": nothing is told. Switching it live asks for the confirmation once more."));
            return 0;
        }
        show(api, path, out);
        return 0;
    }

    private void show(HubApi api, String path, PrintWriter out) {
        List<JsonNode> listings = api.all(path, Map.of(), "listings", Math.max(1, limit));
        Table table = new Table("SKU", "LISTING", "SHOP SHOWS", "HUB TELLS", "");
        listings.forEach(one -> table.row(
                one.path("sku").asText(),
                listing(one),
                one.path("shown").isNull() ? "not known" : one.path("shown").asText(),
                one.path("target").isNull() ? "nothing" : one.path("target").asText(),
                one.path("target").isNull()
                        ? "never counted"
                        : one.path("changes").asBoolean() ? "changes" : ""));
        table.print(out);
        JsonNode all = api.get(path, Map.of("limit", "1"));
        if (listings.size() < all.at("/figures/listings").asInt()) {
            out.println("(the first " + listings.size() + "; more with --limit)");
        }
        out.println(Table.clean(name(all)) + " is " + all.path("mode").asText() + ": "
                + all.at("/figures/listings").asText() + " listings, "
                + all.at("/figures/changes").asText() + " would be told, "
                + all.at("/figures/notCounted").asText() + " never counted; "
                + (all.path("confirmedAt").isNull()
                        ? "not confirmed, so nothing is told"
                        : "confirmed " + all.path("confirmedAt").asText())
                + ".");
    }

    private static String name(JsonNode one) {
        return one.path("channel").asText() + "/" + one.path("account").asText();
    }

    private static String listing(JsonNode one) {
        String sku = one.path("channelSku").asText();
        String variant = one.path("variant").asText();
        return !sku.isEmpty()
                ? sku
                : !variant.isEmpty() ? variant : one.path("product").asText();
    }
}
