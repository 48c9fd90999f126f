package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences of a trace. An action without a sentence of its own is told by its name: nothing is left out. */
final class TraceWords {

    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z/0-9]+)}");

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("order.accepted", "Order taken in as the channel states it at {version} ({source} {topic})"),
            Map.entry("order.updated", "Order changed by the channel: version {version} ({source} {topic})"),
            Map.entry("order.same", "Told again what was known already: version {version} ({source} {topic})"),
            Map.entry("order.stale", "Older than what is known, ignored: version {version} ({source} {topic})"),
            Map.entry("order.contradicted", "The same version {version} with other content: the order is fetched"),
            Map.entry("order.ahead", "Version {version} lies in the future ({source}): the order is fetched"),
            Map.entry("order.deleted", "Deleted at the channel, as it said when it was asked at {askedAt}"),
            Map.entry("order.absent", "Asked at {askedAt}, the channel had no such order"),
            Map.entry(
                    "order.incomplete",
                    "Version {version} lacks something of the order ({source}): the rest is fetched"),
            Map.entry("order.import-asked", "The channel is asked for order {channelOrderId}: {reason}"),
            Map.entry("order.imported", "Asked for at the channel because somebody wanted it: {reason}"),
            Map.entry("order.draft", "Still a draft at the channel ({source} {topic})"),
            Map.entry("hold.placed", "Held, {step} waits ({cause}): {reason}"),
            Map.entry("hold.released", "No longer held ({cause})"),
            Map.entry("group.released", "Group {group} released to {location}"),
            Map.entry("group.cancelled", "Group {group} cancelled {reason}"),
            Map.entry(
                    "group.to-come-back",
                    "Group {group} was cancelled or refunded after the channel knew that it had left: a return"),
            Map.entry("group.recalled", "Group {group} recalled from {location}: {reason}"),
            Map.entry(
                    "group.recall-changed",
                    "Group {group}, on recall from {location}, is now wanted back for another reason: {reason}"),
            Map.entry("group.recall-granted", "The warehouse gives group {group} back"),
            Map.entry("group.recall-refused", "The warehouse ships group {group} although it was recalled"),
            Map.entry(
                    "group.replaced", "Group {by} takes the place of group {group}: {units} unit(s) are sourced anew"),
            Map.entry(
                    "group.taken-back",
                    "Group {group} not yet released at {location} gives its units back and is sourced anew: {reason}"),
            Map.entry(
                    "units.to-come-back",
                    "{units} unit(s) of line {line} were taken off after they had left: they come back"),
            Map.entry("units.taken-off", "{units} unit(s) of line {line} taken off group {group}: {reason}"),
            Map.entry(
                    "cancellation.to-tell",
                    "Cancellation {cancellation} is decided: the channel is told of {units} unit(s), reason {reason}"),
            Map.entry(
                    "cancellation.by-hand",
                    "Cancellation {cancellation} is decided: a person tells the channel of {units} unit(s), reason {reason}"),
            Map.entry("order.readdressed", "The channel states another address to ship to, in version {version}"),
            Map.entry("report.refused", "Refused: login {login} of {of} sent {what}, which is at {location}"),
            Map.entry("parcel.shipped", "Parcel {parcel} of group {group} left with {carrier}, tracking {tracking}"),
            Map.entry(
                    "parcel.named",
                    "The channel's own statement names parcel {parcel} as {channelId}: it has it, and is not told again"),
            Map.entry("status.told", "The channel has what it was told: {operation}"),
            Map.entry("reservation.expired", "The reservation of group {group} has expired, its units are free again"),
            Map.entry("case.opened", "Case {case} opened: {cause}"),
            Map.entry("case.retried", "Case {case} to be tried again"),
            Map.entry("case.resolved", "Case {case} resolved: what it asks for is done"),
            Map.entry("case.dismissed", "Case {case} dismissed: nobody has to do anything"),
            Map.entry("case.commented", "Case {case}: somebody had to say something"),
            Map.entry("case.assigned", "Case {case}: somebody else looks after it"),
            Map.entry("payload.read", "Payload of the event of case {case} read"),
            Map.entry("personal.read", "Personal data read"));

    private TraceWords() {}

    static String event(ResultSet row) throws SQLException {
        String topic = row.getString("topic");
        if (row.getString("kind").equals("outcome")) {
            return "A call to " + row.getString("channel") + "/" + row.getString("account") + " has ended (" + topic
                    + ")";
        }
        return row.getString("channel") + "/" + row.getString("account") + " sent " + row.getString("kind")
                + (topic.isEmpty() ? "" : " (" + topic + ")") + " by " + row.getString("source");
    }

    static String parcel(ResultSet row) throws SQLException {
        return "Parcel " + row.getString("parcel_no") + " left with " + row.getString("carrier") + ", tracking "
                + row.getString("tracking")
                + (row.getObject("told_at") == null ? "; the channel does not know yet" : "; the channel knows");
    }

    static String message(ResultSet row) throws SQLException {
        String to = row.getString("kind") + "/" + row.getString("operation") + " to " + row.getString("destination");
        return switch (row.getString("state")) {
            case "sent" -> "Sent " + to;
            case "pending" ->
                "To be sent: " + to
                        + (row.getInt("attempts") == 0 ? "" : ", tried " + row.getInt("attempts") + " times");
            case "sending" -> "Being sent: " + to;
            case "case" -> "Not sent, see its case: " + to;
            case "shadow" -> "Would have been sent (shadow): " + to;
            default -> "Dropped: " + to;
        };
    }

    static String decision(String action, String actor, JsonNode data) {
        String by = actor.equals("hub") ? "" : " (" + actor + ")";
        if (action.equals("group.sourced") || action.equals("group.backordered")) {
            return sourcing(action, data) + by;
        }
        String sentence = SENTENCES.get(action);
        if (sentence == null) {
            return action.replace('.', ' ').replace('-', ' ') + by;
        }
        Matcher field = FIELD.matcher(sentence);
        return field.replaceAll(found -> Matcher.quoteReplacement(
                                data.path(found.group(1)).asText("")))
                        .replace(" ()", "")
                        .replace(" )", ")")
                + by;
    }

    private static String sourcing(String action, JsonNode data) {
        List<String> chosen = new ArrayList<>();
        data.path("chosen").forEach(one -> chosen.add(one.path("location").asText()));
        List<String> rejected = new ArrayList<>();
        data.path("rejected")
                .forEach(one -> rejected.add(
                        one.path("location").asText() + " " + one.path("reason").asText()));
        String why = " by rule " + data.path("rule").asText("?")
                + (rejected.isEmpty() ? "" : "; not " + String.join(", not ", rejected));
        List<String> missing = new ArrayList<>();
        data.path("missing")
                .forEach(one -> missing.add(
                        one.path("quantity").asText() + " " + one.path("sku").asText()));
        return action.equals("group.sourced")
                ? "Group " + data.path("group").asText() + " goes to " + String.join(" and ", chosen)
                        + (missing.isEmpty() ? "" : ", " + String.join(", ", missing) + " waits for stock") + why
                : "Group " + data.path("group").asText() + " waits for stock" + why;
    }
}
