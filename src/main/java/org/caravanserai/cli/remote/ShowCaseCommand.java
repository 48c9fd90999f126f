package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub exceptions show ID}: a case as a page for people. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one case: what happened, what to do, what was tried, who did what about it.")
final class ShowCaseCommand extends RemoteCommand {

    @Parameters(paramLabel = "ID", description = "Id of the case.")
    private String id;

    @Option(names = "--json", description = "Prints the case as the API gives it.")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode one = api().get(ExceptionsCommand.PATH + "/" + HubApi.encode(id), Map.of());
        PrintWriter out = out();
        if (json) {
            out.println(one.toPrettyString());
        } else {
            print(one, out);
        }
        return 0;
    }

    static void print(JsonNode one, PrintWriter out) {
        Table page =
                new Table("Case " + one.path("id").asText(), one.path("code").asText());
        page.row("what happened", one.path("summary").asText());
        page.row("what to do", one.path("suggestion").asText());
        page.row(
                "state",
                one.path("state").asText() + ", " + one.path("severity").asText() + ", seen "
                        + one.path("count").asText() + " time(s) from "
                        + one.path("firstSeen").asText() + " to "
                        + one.path("lastSeen").asText());
        if (one.hasNonNull("resolvedBy")) {
            page.row(
                    "closed",
                    one.path("resolvedAt").asText() + " by "
                            + one.path("resolvedBy").asText() + " ("
                            + one.path("ending").asText("") + "): "
                            + one.path("resolution").asText(""));
        }
        if (one.hasNonNull("channel")) {
            page.row(
                    "account",
                    one.path("channel").asText() + "/" + one.path("account").asText());
        }
        row(page, one, "order", "orderId");
        row(page, one, "channel's order", "channelOrderId");
        row(page, one, "group", "groupId");
        row(page, one, "line", "line");
        row(page, one, "place", "place");
        row(page, one, "pointer", "pointer");
        row(page, one, "event", "eventId");
        row(page, one, "message", "messageId");
        row(page, one, "looked after by", "assignee");
        row(page, one, "payload", "payload");
        if (!one.path("evidence").isEmpty()) {
            page.row("evidence", one.path("evidence").toString());
        }
        page.print(out);
        if (!one.path("attempts").isEmpty()) {
            out.println();
            Table attempts = new Table("ATTEMPT", "ENDED", "CALL", "STATUS", "OUTCOME", "ANSWER");
            one.path("attempts")
                    .forEach(attempt -> attempts.row(
                            attempt.path("number").asText(),
                            attempt.path("at").asText(),
                            attempt.path("call").asText(),
                            attempt.path("status").asText(""),
                            attempt.path("outcome").asText(),
                            attempt.path("answer").asText()));
            attempts.print(out);
        }
        if (!one.path("history").isEmpty()) {
            out.println();
            Table history = new Table("TIME", "WHO", "DID", "WORDS");
            one.path("history")
                    .forEach(note -> history.row(
                            note.path("at").asText(),
                            note.path("actor").asText(),
                            note.path("action").asText(),
                            note.path("words").asText()));
            history.print(out);
        }
    }

    private static void row(Table page, JsonNode one, String title, String field) {
        if (one.hasNonNull(field)) {
            page.row(title, one.path(field).asText());
        }
    }
}
