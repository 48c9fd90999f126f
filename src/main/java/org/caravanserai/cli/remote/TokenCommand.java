package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.caravanserai.base.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub token ...}: who may call the API. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Tokens of the API: makes, lists and revokes them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TokenCommand.CreateToken.class, TokenCommand.ListTokens.class, TokenCommand.RevokeToken.class})
public final class TokenCommand extends CommandGroup {

    private static final String PATH = "/api/v1/tokens";

    /** {@code ./hub token create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a token and prints it, this once: the hub keeps only its hash.",
                "Only the token goes to the standard output, so that it can be kept: ./hub token create erp --role operator > erp.token"
            })
    static final class CreateToken extends RemoteCommand {

        @Parameters(paramLabel = "NAME", description = "Who will show it: the audit trail names them so.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "viewer, operator, engineer or admin; each may do what those before it may.")
        private String role;

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                description = "When it ends: like 90d from now, or 2027-01-31T00:00:00Z. Default: never.")
        private String expires;

        @Override
        public Integer call() {
            ObjectNode wish = Json.MAPPER.createObjectNode().put("name", name).put("role", role);
            if (expires != null) {
                wish.put("expiresAt", end(expires, Clock.systemUTC().instant()).toString());
            }
            JsonNode made = api().send("POST", PATH, wish);
            CommandLine out = command();
            out.getErr()
                    .println("Token " + made.path("id").asText() + " of "
                            + Table.clean(made.path("name").asText()) + " ("
                            + made.path("role").asText() + "), "
                            + (made.hasNonNull("expiresAt")
                                    ? "until " + made.path("expiresAt").asText()
                                    : "without an end")
                            + "; it is shown this once:");
            out.getErr().flush();
            out.getOut().println(made.path("token").asText());
            return 0;
        }
    }

    /** @throws RemoteException when it is neither a time nor a duration */
    static Instant end(String text, Instant now) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            try {
                return now.plus(HubConfig.parseDuration("--expires", text)).truncatedTo(ChronoUnit.SECONDS);
            } catch (ConfigException wrong) {
                throw new RemoteException("--expires " + text
                        + " is neither a time like 2027-01-31T00:00:00Z nor a duration like 12h or 90d");
            }
        }
    }

    /** {@code ./hub token list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the tokens and when each was last used.")
    static final class ListTokens extends RemoteCommand {

        @Option(names = "--all", description = "Also those that are expired or revoked.")
        private boolean all;

        @Override
        public Integer call() {
            Table table = new Table("ID", "NAME", "ROLE", "STATE", "CREATED", "BY", "EXPIRES", "LAST USED");
            api().get(PATH, Map.of("all", Boolean.toString(all)))
                    .path("tokens")
                    .forEach(one -> table.row(
                            one.path("id").asText(),
                            one.path("name").asText(),
                            one.path("role").asText(),
                            one.path("state").asText(),
                            one.path("createdAt").asText(),
                            one.path("createdBy").asText(),
                            one.path("expiresAt").asText("never"),
                            one.path("usedAt").asText("never")));
            table.print(out());
            return 0;
        }
    }

    /** {@code ./hub token revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes a token: every hub refuses it from the next request on.")
    static final class RevokeToken extends RemoteCommand {

        @Parameters(paramLabel = "TOKEN", description = "Its id or its name, as ./hub token list shows them.")
        private String token;

        @Override
        public Integer call() {
            HubApi api = api();
            List<JsonNode> found = StreamSupport.stream(
                            api.get(PATH, Map.of("all", "true")).path("tokens").spliterator(), false)
                    .filter(one -> one.path("id").asText().equals(token)
                            || one.path("name").asText().equals(token)
                                    && !one.path("state").asText().equals("revoked"))
                    .toList();
            if (found.size() != 1) {
                throw new RemoteException(
                        found.isEmpty()
                                ? "no token that is not revoked has the id or name " + Table.clean(token)
                                : "more than one token is called " + Table.clean(token) + "; name it by its id");
            }
            JsonNode now = api.send("POST", PATH + "/" + found.get(0).path("id").asText() + "/revoke", null);
            out().println(Table.clean("Token " + now.path("id").asText() + " of "
                    + now.path("name").asText() + " is revoked since "
                    + now.path("revokedAt").asText()
                    + " (by " + now.path("revokedBy").asText() + ")."));
            return 0;
        }
    }
}
