package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.base.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub login ...}: who may use the broker. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description =
                "Logins of the broker: makes, lists, rotates and revokes them. For a warehouse see ./hub location login.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LoginCommand.CreateLogin.class,
            LoginCommand.ListLogins.class,
            LoginCommand.RotateLogin.class,
            LoginCommand.RevokeLogin.class
        })
public final class LoginCommand extends CommandGroup {

    /** {@code ./hub login create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a login and prints its password, this once: the hub keeps only a salted hash.",
                "Only the password goes to the standard output."
            })
    static final class CreateLogin extends RemoteCommand {

        @Parameters(paramLabel = "NAME", description = "Its name: small letters, digits, dashes.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description =
                        "orders: sends orders; exceptions: reads messages about cases; custom: reads queues of your own; warehouse: works for a location.")
        private String role;

        @Option(names = "--location", paramLabel = "LOCATION", description = "Of a login with the role warehouse.")
        private String location;

        @Override
        public Integer call() {
            ObjectNode wish = Json.MAPPER.createObjectNode().put("login", name).put("role", role);
            if (location != null) {
                wish.put("location", location);
            }
            new LoginAnswer(command()).tell(api().send("POST", LoginAnswer.PATH, wish));
            return 0;
        }
    }

    /** {@code ./hub login list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the logins of the broker.")
    static final class ListLogins extends RemoteCommand {

        @Option(names = "--location", paramLabel = "LOCATION", description = "Only those of this location.")
        private String location;

        @Option(names = "--all", description = "Also those that were revoked.")
        private boolean all;

        @Override
        public Integer call() {
            Map<String, String> query = new HashMap<>(Map.of("all", Boolean.toString(all)));
            query.put("location", location);
            Table table = new Table("LOGIN", "ROLE", "LOCATION", "CREATED", "BY", "NEW PASSWORD", "REVOKED");
            api().get(LoginAnswer.PATH, query)
                    .path("logins")
                    .forEach(one -> table.row(
                            one.path("login").asText(),
                            one.path("role").asText(),
                            one.path("location").asText(""),
                            one.path("createdAt").asText(),
                            one.path("createdBy").asText(),
                            one.path("rotatedAt").asText(""),
                            one.path("revokedAt").asText("")));
            table.print(out());
            return 0;
        }
    }

    /** Another password for a login, or none any more. */
    abstract static class ChangeLogin extends RemoteCommand {

        private final String what;

        @Parameters(paramLabel = "NAME", description = "Name of the login.")
        private String name;

        ChangeLogin(String what) {
            this.what = what;
        }

        @Override
        public Integer call() {
            LoginAnswer answer = new LoginAnswer(command());
            answer.tell(answer.change(api(), name, what));
            return 0;
        }
    }

    /** {@code ./hub login rotate}. */
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Gives a login another password and prints it; connections with the old one are closed.")
    static final class RotateLogin extends ChangeLogin {

        RotateLogin() {
            super("rotate");
        }
    }

    /** {@code ./hub login revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes a login; its connections are closed.")
    static final class RevokeLogin extends ChangeLogin {

        RevokeLogin() {
            super("revoke");
        }
    }
}
