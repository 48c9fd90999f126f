package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.Json;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub location ...}: where stock lies and parcels leave. */
@Command(
        name = "location",
        mixinStandardHelpOptions = true,
        description = "Locations: the broker's login of a warehouse.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = LocationCommand.LocationLogin.class)
public final class LocationCommand extends CommandGroup {

    /** {@code ./hub location login}. */
    @Command(
            name = "login",
            mixinStandardHelpOptions = true,
            description = {
                "Makes the login with which the system of a location uses the broker, and prints its password, this once.",
                "It reads the work of that location alone, and what it confirms or counts for another is refused with a case."
            })
    static final class LocationLogin extends RemoteCommand {

        @Parameters(paramLabel = "LOCATION", description = "Code of the location, like MAIN.")
        private String location;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description =
                        "Name of the login. Default: that of the location's one login, or warehouse-main for MAIN.")
        private String name;

        @ArgGroup
        private Change change;

        /** Something else than making it. */
        static final class Change {

            @Option(names = "--rotate", description = "Gives the login another password.")
            private boolean rotate;

            @Option(names = "--revoke", description = "Revokes the login; its connections are closed.")
            private boolean revoke;
        }

        @Override
        public Integer call() {
            HubApi api = api();
            LoginAnswer answer = new LoginAnswer(command());
            if (change == null) {
                ObjectNode wish =
                        Json.MAPPER.createObjectNode().put("role", "warehouse").put("location", location);
                if (name != null) {
                    wish.put("login", name);
                }
                answer.tell(api.send("POST", LoginAnswer.PATH, wish));
            } else {
                answer.tell(answer.change(api, own(api), change.rotate ? "rotate" : "revoke"));
            }
            return 0;
        }

        /** The login meant; one of another location is never touched. */
        private String own(HubApi api) {
            List<String> names = new ArrayList<>();
            for (JsonNode one :
                    api.get(LoginAnswer.PATH, Map.of("location", location)).path("logins")) {
                names.add(one.path("login").asText());
            }
            if (name != null) {
                names.removeIf(one -> !one.equals(name));
            }
            if (names.size() != 1) {
                throw new RemoteException(
                        names.isEmpty()
                                ? "location " + Table.clean(location) + " has no login"
                                        + (name == null ? "" : " called " + Table.clean(name))
                                : "location " + Table.clean(location)
                                        + " has more than one login; name it with --name: " + String.join(", ", names));
            }
            return names.get(0);
        }
    }
}
