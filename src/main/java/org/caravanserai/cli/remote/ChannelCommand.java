package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.caravanserai.base.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub channel ...}: the accounts a hub is connected to. */
@Command(
        name = "channel",
        mixinStandardHelpOptions = true,
        description =
                "Accounts at channels: lists and connects them, lets stock be told to them, has them looked through again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ChannelCommand.ListAccounts.class,
            ChannelCommand.ConnectAccount.class,
            PublishCommand.class,
            RecoverCommand.class
        })
public final class ChannelCommand extends CommandGroup {

    private static void print(Iterable<JsonNode> accounts, PrintWriter out) {
        Table table = new Table("CHANNEL", "ACCOUNT", "MODE", "PAUSED", "BASE URL", "SECRETS", "LOOKED BACK");
        accounts.forEach(one -> table.row(
                one.path("channel").asText(),
                one.path("account").asText(),
                one.path("mode").asText(),
                one.path("paused").asBoolean() ? "paused" : "",
                one.path("baseUrl").asText(),
                one.path("secretRef").asText() + ".*",
                recovery(one.path("recovery"))));
        table.print(out);
    }

    private static String recovery(JsonNode one) {
        if (!one.isObject()) {
            return "";
        }
        String orders = one.path("orders").asText() + " orders";
        if (one.hasNonNull("endedAt")) {
            return "done, " + one.path("since").asText() + " to "
                    + one.path("until").asText() + ", " + orders;
        }
        return "at " + one.path("through").asText() + " of " + one.path("until").asText() + ", " + orders
                + (one.hasNonNull("lastError") ? ": " + one.path("lastError").asText() : "");
    }

    /** {@code ./hub channel list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the connected accounts.")
    static final class ListAccounts extends RemoteCommand {

        @Override
        public Integer call() {
            print(api().get("/api/v1/accounts", Map.of()).path("accounts"), out());
            return 0;
        }
    }

    /** {@code ./hub channel connect}. */
    @Command(
            name = "connect",
            mixinStandardHelpOptions = true,
            description = {
                "Connects an account, or changes how a connected one is reached.",
                "Its secrets never pass through here: put them into files below hub.secrets, named SECRET-REF.<secret>."
            })
    static final class ConnectAccount extends RemoteCommand {

        @Parameters(index = "0", paramLabel = "CHANNEL", description = "A folder of transformers, like shopify.")
        private String channel;

        @Parameters(index = "1", paramLabel = "ACCOUNT", description = "What you call the account.")
        private String account;

        @Option(names = "--base-url", required = true, paramLabel = "URL", description = "Where the channel's API is.")
        private String baseUrl;

        @Option(
                names = "--mode",
                paramLabel = "MODE",
                description =
                        "off, shadow (takes in and decides, sends nothing) or live. Default: shadow for a new account; a connected one stays as it is.")
        private String mode;

        @Option(
                names = "--secret-ref",
                paramLabel = "NAME",
                description = "Prefix of the names of its secrets. Default: CHANNEL-ACCOUNT.")
        private String secretRef;

        @Option(
                names = "--test",
                description =
                        "Then makes one call that changes nothing and says what came back. Exit code 1: not what it should.")
        private boolean test;

        @Option(names = "--set", paramLabel = "KEY=TEXT", description = "A setting of the account that is plain text.")
        private Map<String, String> texts = Map.of();

        @Option(
                names = "--settings",
                paramLabel = "FILE",
                description = "JSON object with settings; --set comes on top.")
        private Path settings;

        @Override
        public Integer call() {
            ObjectNode wish = Json.MAPPER
                    .createObjectNode()
                    .put("channel", channel)
                    .put("account", account)
                    .put("baseUrl", baseUrl);
            if (mode != null) {
                wish.put("mode", mode);
            }
            if (secretRef != null) {
                wish.put("secretRef", secretRef);
            }
            if (settings != null || !texts.isEmpty()) {
                ObjectNode all = settings == null ? Json.MAPPER.createObjectNode() : read(settings);
                texts.forEach(all::put);
                wish.set("settings", all);
            }
            HubApi api = api();
            PrintWriter out = out();
            print(java.util.List.of(api.send("POST", "/api/v1/accounts", wish)), out);
            return test ? test(api, out) : 0;
        }

        private int test(HubApi api, PrintWriter out) {
            JsonNode said = api.send(
                    "POST",
                    "/api/v1/accounts/" + HubApi.encode(channel) + "/" + HubApi.encode(account) + "/test",
                    null);
            out.println(Table.clean("Test: " + (said.path("ok").asBoolean() ? "well, " : "NOT WELL, ")
                    + said.path("message").asText() + " ("
                    + (said.path("status").isNull()
                            ? "no answer"
                            : said.path("status").asText()) + ", "
                    + said.path("milliseconds").asText() + " ms)"));
            return said.path("ok").asBoolean() ? 0 : 1;
        }

        private static ObjectNode read(Path file) {
            try {
                if (Json.MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
                    return object;
                }
                throw new RemoteException(file + " holds no JSON object");
            } catch (IOException e) {
                throw new RemoteException("cannot read the settings in " + file + ": " + e.getMessage());
            }
        }
    }
}
