package org.caravanserai.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.PollWork;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.SubscriptionWork;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.WorkKind;

/** Works as a sender would give them to a route, made of what the outward cases under {@code transformers} hold. */
final class TestWork {

    private TestWork() {}

    /** @param input what the scripts are to see, besides the account and its carriers */
    static Work of(WorkKind kind, WorkAccount account, String operation, int attempt, ObjectNode input) {
        return switch (kind) {
            case STATUS -> row(kind, account, operation, attempt, input.get("status"));
            case STOCK -> stock(account, attempt, input);
            case FETCH -> fetch(account, operation.equals(Work.LIST), attempt, input);
            case POLL -> new PollWork(account, attempt);
            case SUBSCRIPTIONS -> new SubscriptionWork(account, attempt);
            default -> throw new IllegalArgumentException(kind + " is not for a channel");
        };
    }

    private static OutboxRow row(WorkKind kind, WorkAccount account, String operation, int attempt, JsonNode status) {
        byte[] body = status.toString().getBytes(StandardCharsets.UTF_8);
        return new OutboxRow(1, kind, account.destination(), operation, 1L, null, account, attempt, null, body, false);
    }

    private static StockWork stock(WorkAccount account, int attempt, ObjectNode input) {
        JsonNode listing = input.path("listing");
        JsonNode believed = input.path("believed");
        return new StockWork(
                new StockWork.Listing(
                        account,
                        1,
                        listing.path("product").asText(""),
                        listing.path("variant").asText(""),
                        listing.path("channelSku").asText(),
                        listing.path("sku").asText(),
                        listing.path("reference").toString()),
                input.path("target").asInt(),
                believed.isNumber() ? believed.asInt() : null,
                input.path("version").asLong(),
                attempt);
    }

    private static FetchWork fetch(WorkAccount account, boolean list, int attempt, ObjectNode input) {
        List<Long> events = List.of(input.path("parentId").asLong());
        Instant since =
                input.hasNonNull("since") ? Instant.parse(input.get("since").asText()) : null;
        Set<String> shapes = new HashSet<>();
        input.path("shapes").forEach(shape -> shapes.add(shape.asText()));
        Set<Long> imports = new TreeSet<>();
        input.path("imports").forEach(one -> imports.add(one.asLong()));
        return new FetchWork(
                account,
                Map.of(input.path("orderKey").asText(), events),
                since,
                list,
                attempt,
                shapes,
                imports,
                imports.isEmpty());
    }
}
