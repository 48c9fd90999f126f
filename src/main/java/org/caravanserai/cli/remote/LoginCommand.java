package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.caravanserai.base.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
public final class LoginCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which COMMAND?");
    }

    /** {@code ./hub login create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a login and prints its password, this once: the hub keeps only a salted hash.",
                "Only the password goes to the standard output."
            })
    static final class CreateLogin implements Callable<Integer> {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Mixin
        private Connection connection;

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
            new LoginAnswer(spec.commandLine()).tell(connection.open().send("POST", LoginAnswer.PATH, wish));
            return 0;
        }
    }

    /** {@code ./hub login list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the logins of the broker.")
    static final class ListLogins implements Callable<Integer> {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Mixin
        private Connection connection;

        @Option(names = "--location", paramLabel = "LOCATION", description = "Only those of this location.")
        private String location;

        @Option(names = "--all", description = "Also those that were revoked.")
        private boolean all;

        @Override
        public Integer call() {
            Map<String, String> query = new HashMap<>(Map.of("all", Boolean.toString(all)));
            query.put("location", location);
            Table table = new Table("LOGIN", "ROLE", "LOCATION", "CREATED", "BY", "NEW PASSWORD", "REVOKED");
            connection
                    .open()
                    .get(LoginAnswer.PATH, query)
                    .path("logins")
                    .forEach(one -> table.row(
                            one.path("login").asText(),
                            one.path("role").asText(),
                            one.path("location").asText(""),
                            one.path("createdAt").asText(),
                            one.path("createdBy").asText(),
                            one.path("rotatedAt").asText(""),
                            one.path("revokedAt").asText("")));
            table.print(spec.commandLine().getOut());
            return 0;
        }
    }

    /** {@code ./hub login rotate}. */
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Gives a login another password and prints it; connections with the old one are closed.")
    static final class RotateLogin implements Callable<Integer> {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Mixin
        private Connection connection;

        @Parameters(paramLabel = "NAME", description = "Name of the login.")
        private String name;

        @Override
        public Integer call() {
            LoginAnswer answer = new LoginAnswer(spec.commandLine());
            answer.tell(answer.change(connection.open(), name, "rotate"));
            return 0;
        }
    }

    /** {@code ./hub login revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes a login; its connections are closed.")
    static final class RevokeLogin implements Callable<Integer> {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Mixin
        private Connection connection;

        @Parameters(paramLabel = "NAME", description = "Name of the login.")
        private String name;

        @Override
        public Integer call() {
            LoginAnswer answer = new LoginAnswer(spec.commandLine());
            answer.tell(answer.change(connection.open(), name, "revoke"));
            return 0;
        }
    }
}
