package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine;

/** What a person is told about a login that changed: the password alone on the standard output, all else beside it. */
record LoginAnswer(CommandLine command) {

    static final String PATH = "/api/v1/broker-logins";

    JsonNode change(HubApi api, String name, String what) {
        return api.send("POST", PATH + "/" + HubApi.encode(name) + "/" + what, null);
    }

    void tell(JsonNode login) {
        PrintWriter beside = command.getErr();
        boolean made = login.hasNonNull("password");
        String name = Table.clean(login.path("login").asText());
        String of = login.path("role").asText()
                + (login.hasNonNull("location")
                        ? " of " + Table.clean(login.path("location").asText())
                        : "");
        beside.println("Login " + name + " (" + of + ")"
                + (made ? "" : " is revoked since " + login.path("revokedAt").asText()) + where(login, made));
        login.path("files").forEach(change -> {
            beside.println();
            beside.println(
                    change.path("file").asText() + ", " + change.path("change").asText() + ":");
            change.path("text").asText().lines().forEach(line -> beside.println("  " + Table.clean(line)));
        });
        if (made) {
            beside.println("Its password, shown this once:");
            beside.flush();
            command.getOut().println(login.path("password").asText());
        }
    }

    private static String where(JsonNode login, boolean made) {
        if (!login.path("files").isEmpty()) {
            return made
                    ? "; the broker is one of your own: change its files as follows"
                    : "; the broker is one of your own: change its files as follows, and close its connections there";
        }
        String address = login.path("address").asText("");
        return !made ? "" : address.isEmpty() ? "; the broker listens nowhere (hub.broker.listen)" : " at " + address;
    }
}
