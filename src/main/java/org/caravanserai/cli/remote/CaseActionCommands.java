package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.caravanserai.base.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people do about one case: {@code ./hub exceptions resolve | dismiss | comment | assign | payload}. */
final class CaseActionCommands {

    private CaseActionCommands() {}

    /** One case and one thing to do about it. */
    abstract static class OnOneCase extends RemoteCommand {

        @Parameters(index = "0", paramLabel = "ID", description = "Id of the case.")
        private String id;

        /** Has it done, and shows the case as it is then. */
        final int send(String action, ObjectNode body) {
            JsonNode now = api().send("POST", ExceptionsCommand.PATH + "/" + HubApi.encode(id) + "/" + action, body);
            ShowCaseCommand.print(now, out());
            return 0;
        }

        final JsonNode read(String what) {
            return api().get(ExceptionsCommand.PATH + "/" + HubApi.encode(id) + "/" + what, Map.of());
        }
    }

    /** {@code ./hub exceptions resolve}. */
    @Command(
            name = "resolve",
            mixinStandardHelpOptions = true,
            description = {
                "Closes a case because somebody did what it asks for.",
                "Refused while something waits for it: the hub says what ends that."
            })
    static final class Resolve extends OnOneCase {

        @Option(names = "--note", paramLabel = "TEXT", description = "What was done; no personal data.")
        private String note;

        @Override
        public Integer call() {
            ObjectNode body = Json.MAPPER.createObjectNode();
            return send("resolve", note == null ? body : body.put("note", note));
        }
    }

    /** {@code ./hub exceptions dismiss}. */
    @Command(
            name = "dismiss",
            mixinStandardHelpOptions = true,
            description = {
                "Closes a case that needs nobody, and says why.",
                "Refused while something waits for it, unless the case only informs."
            })
    static final class Dismiss extends OnOneCase {

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; no personal data.")
        private String reason;

        @Override
        public Integer call() {
            return send("dismiss", Json.MAPPER.createObjectNode().put("reason", reason));
        }
    }

    /** {@code ./hub exceptions comment}. */
    @Command(
            name = "comment",
            mixinStandardHelpOptions = true,
            description = "Says something of a case, open or closed; no personal data.")
    static final class Comment extends OnOneCase {

        @Parameters(index = "1", paramLabel = "TEXT", description = "What there is to say.")
        private String text;

        @Override
        public Integer call() {
            return send("comment", Json.MAPPER.createObjectNode().put("text", text));
        }
    }

    /** {@code ./hub exceptions assign}. */
    @Command(
            name = "assign",
            mixinStandardHelpOptions = true,
            description = "Gives an open case to somebody, or to nobody.")
    static final class Assign extends OnOneCase {

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "LOGIN",
                description = "Name of a token; without it: nobody.")
        private String login;

        @Override
        public Integer call() {
            return send("assign", Json.MAPPER.createObjectNode().put("assignee", login));
        }
    }

    /** {@code ./hub exceptions payload}. */
    @Command(
            name = "payload",
            mixinStandardHelpOptions = true,
            description = {
                "Shows the payload of the event that a case is about.",
                "It holds personal data: that you read it is on the audit trail."
            })
    static final class Payload extends OnOneCase {

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "Writes it there, byte for byte, and shows nothing.")
        private Path file;

        @Override
        public Integer call() {
            JsonNode answer = read("payload");
            String payload = answer.path("payload").asText();
            boolean text = answer.path("encoding").asText().equals("text");
            if (file != null) {
                write(
                        text
                                ? payload.getBytes(StandardCharsets.UTF_8)
                                : Base64.getDecoder().decode(payload));
            } else if (text) {
                payload.lines().forEach(line -> out().println(Table.clean(line)));
            } else {
                out().println("it is no text; in base64 (--file FILE writes it as it is):");
                out().println(payload);
            }
            return 0;
        }

        private void write(byte[] bytes) {
            try {
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new RemoteException("cannot write " + file + ": " + e.getMessage());
            }
        }
    }
}
