package org.caravanserai.channel.recipe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.ConfigException;

/** Reads one {@code channel.yaml}. Every key, its meaning and its default are in the records it makes. */
final class RecipeReader {

    private static final Set<String> KINDS = Set.of("order", "cancel", "unrecognised", "ignored");
    /** What may be paid for besides the operations. */
    private static final Set<String> READING = Set.of("fetch", "list", "subscriptions");

    private static final Set<String> MONEY = Set.of("decimal-text", "decimal-number", "minor-units");

    private RecipeReader() {}

    /** @throws ConfigException {@code file:line: what, how to mend it} */
    static ChannelRecipe read(String file, String text, Path directory) {
        try (YamlMap map = YamlMap.read(file, text)) {
            String channel = map.text("channel");
            if (!channel.matches("[a-z0-9-]+")
                    || !channel.equals(directory.getFileName().toString())) {
                throw map.wrong(
                        "channel",
                        "channel is '" + channel
                                + "'; it must be the folder's name, in lower case letters, digits and dashes");
            }
            Map<String, ShapeRecipe> shapes = map.objects("shapes", (name, shape) -> shape(shape));
            ChannelRecipe recipe = new ChannelRecipe(
                    channel,
                    map.text("title", channel),
                    directory,
                    map.object("webhook", RecipeReader::webhook),
                    map.object("queue", RecipeReader::queue),
                    map.needed("events", events -> events(events, shapes)),
                    shapes,
                    map.object("auth", RecipeReader::auth),
                    map.object(
                            "fetch",
                            fetch -> new FetchRecipe(
                                    known(fetch, shapes),
                                    fetch.pointer("order", ""),
                                    fetch.number("many", 1, 10_000, 20))),
                    map.object("list", list -> list(list, shapes)),
                    map.object("subscriptions", RecipeReader::subscriptions),
                    map.objects("budgets", (name, budget) -> BudgetReader.read(budget)),
                    map.word("money", MONEY, "decimal-text"),
                    map.word("totals", Set.of("strict", "alert"), "alert").equals("strict"),
                    map.words("carriers"),
                    map.number("calls-at-once", 1, 64, 4),
                    map.object(
                            "deadlines", one -> new DeadlineRecipe(one.duration("ship"), one.duration("cancel", null))),
                    map.objects("operations", RecipeReader::operation));
            check(map, recipe);
            return recipe;
        }
    }

    private static void check(YamlMap map, ChannelRecipe recipe) {
        if (recipe.webhook() == null && recipe.queue() == null && recipe.list() == null) {
            throw map.wrong("channel", "nothing comes in: write webhook, queue or list");
        }
        recipe.shapes().forEach((name, shape) -> {
            if (shape.notificationOnly() && recipe.fetch() == null) {
                throw map.wrong("shapes", "shape " + name + " is notification-only but there is no fetch; write fetch");
            }
        });
        if (recipe.subscriptions() != null) {
            checkSubscriptions(map, recipe);
        }
        recipe.budgets()
                .forEach((name, budget) -> budget.costs().keySet().forEach(operation -> {
                    if (!READING.contains(operation) && !recipe.operations().containsKey(operation)) {
                        throw map.wrong(
                                "budgets",
                                "budgets." + name + " pays for " + operation
                                        + ", which is none of fetch, list, subscriptions, "
                                        + String.join(", ", recipe.operations().keySet()));
                    }
                }));
    }

    private static void checkSubscriptions(YamlMap map, ChannelRecipe recipe) {
        if (recipe.webhook() == null) {
            throw map.wrong("subscriptions", "subscriptions are looked after, but there is no webhook; write webhook");
        }
        for (String topic : recipe.subscriptions().topics()) {
            if (!recipe.events().topics().containsKey(topic)) {
                throw map.wrong(
                        "subscriptions",
                        "subscriptions.topics has '" + topic
                                + "', which is none of events.topics; say there what is done about it");
            }
        }
    }

    private static SubscriptionRecipe subscriptions(YamlMap map) {
        List<String> topics = map.texts("topics");
        if (topics.isEmpty()) {
            throw map.wrong("topics", "subscriptions.topics is missing; write the topics the channel is to push");
        }
        return new SubscriptionRecipe(map.duration("every"), topics);
    }

    private static ShapeRecipe shape(YamlMap map) {
        return new ShapeRecipe(map.pointer("order"), map.pointer("version", ""), map.flag("notification-only"));
    }

    private static WebhookRecipe webhook(YamlMap map) {
        return new WebhookRecipe(
                map.needed("signature", RecipeReader::signature),
                map.texts("headers"),
                answer(map, "accepted"),
                map.object("ping", ping -> new WebhookRecipe.Ping(ping.text("form"), answer(ping, "answer"))));
    }

    private static WebhookRecipe.Answer answer(YamlMap map, String key) {
        WebhookRecipe.Answer answer = map.object(
                key,
                one -> new WebhookRecipe.Answer(
                        one.number("status", 200, 299, 200), one.text("type", ""), one.text("body", "")));
        return answer == null ? new WebhookRecipe.Answer(200, "", "") : answer;
    }

    private static SignatureRecipe signature(YamlMap map) {
        map.word("recipe", Set.of("hmac-sha256"));
        return new SignatureRecipe.HmacSha256(
                map.text("header"),
                SignatureRecipe.Encoding.valueOf(
                        map.word("encoding", Set.of("base64", "hex"), "base64").toUpperCase(Locale.ROOT)),
                map.text("prefix", ""),
                map.text("secret", "webhook"));
    }

    private static QueueRecipe queue(YamlMap map) {
        map.word("recipe", Set.of("sqs"));
        map.word("signature", Set.of("none-queue"));
        return new QueueRecipe(
                map.text("url", "queueUrl"),
                map.text("path", "queuePath"),
                map.text("region", "region"),
                map.text("access-key", "aws-access-key-id"),
                map.text("secret-key", "aws-secret-access-key"));
    }

    private static EventRecipe events(YamlMap map, Map<String, ShapeRecipe> shapes) {
        List<ValueSource> key = new ArrayList<>();
        for (String part : map.texts("key")) {
            key.add(source(map, "key", part));
        }
        if (key.isEmpty()) {
            throw map.wrong(
                    "key",
                    "events.key is missing; write what makes a repeated delivery the same, like [topic, order, body]");
        }
        EventRecipe.Seller seller =
                map.object("seller", one -> new EventRecipe.Seller(one.pointer("pointer"), one.text("setting")));
        return new EventRecipe(
                source(map, "topic", map.text("topic")),
                List.copyOf(key),
                seller,
                map.objects("topics", (name, topic) -> topic(topic, shapes)));
    }

    private static EventRecipe.TopicRecipe topic(YamlMap map, Map<String, ShapeRecipe> shapes) {
        String kind = map.word("kind", KINDS);
        boolean shaped = kind.equals("order") || kind.equals("cancel");
        return new EventRecipe.TopicRecipe(kind, shaped ? known(map, shapes) : "");
    }

    private static ValueSource source(YamlMap map, String key, String text) {
        ValueSource source = ValueSource.parse(text);
        if (source == null) {
            throw map.wrong(
                    key,
                    "'" + text
                            + "' is no place of a value; write header:<name>, a pointer like /id, topic, order or body");
        }
        return source;
    }

    private static String known(YamlMap map, Map<String, ShapeRecipe> shapes) {
        return map.word("shape", shapes.keySet());
    }

    private static AuthRecipe auth(YamlMap map) {
        return switch (map.word("recipe", Set.of("header", "basic", "lwa"))) {
            case "header" -> new AuthRecipe.Header(map.text("header"), map.text("secret"));
            case "basic" -> new AuthRecipe.Basic(map.text("user"), map.text("password"));
            default ->
                new AuthRecipe.Lwa(
                        map.text("header"),
                        map.text("url"),
                        map.text("client-id", "client-id"),
                        map.text("client-secret", "client-secret"),
                        map.text("refresh-token", "refresh-token"));
        };
    }

    private static ListRecipe list(YamlMap map, Map<String, ShapeRecipe> shapes) {
        return new ListRecipe(
                known(map, shapes),
                map.pointer("orders", ""),
                map.duration("every"),
                map.duration("overlap"),
                map.duration("lag", Duration.ZERO),
                map.duration("first"),
                map.object("paging", RecipeReader::paging));
    }

    private static ListRecipe.Paging paging(YamlMap map) {
        return switch (map.word("recipe", Set.of("none", "cursor", "numbered"))) {
            case "cursor" -> new ListRecipe.Paging.Cursor(map.pointer("next"), map.pointer("more", ""));
            case "numbered" -> new ListRecipe.Paging.Numbered(map.text("total"));
            default -> new ListRecipe.Paging.None();
        };
    }

    private static OperationRecipe operation(String name, YamlMap map) {
        OperationRecipe.Repeat repeat = OperationRecipe.Repeat.valueOf(
                map.word("repeat", Set.of("key", "lookup", "never")).toUpperCase(Locale.ROOT));
        return new OperationRecipe(
                name,
                repeat,
                map.duration("settle", Duration.ofSeconds(60)),
                map.flag("compare-and-set"),
                map.number("attempts", 1, 1_000, 25));
    }

    /** Budgets, each kind with its own words. */
    static final class BudgetReader {

        private BudgetReader() {}

        static BudgetRecipe read(YamlMap map) {
            BudgetRecipe.Kind kind =
                    BudgetRecipe.Kind.valueOf(map.word("kind", Set.of("bucket", "points", "window", "day"))
                            .toUpperCase(Locale.ROOT));
            Map<String, Integer> costs = costs(map);
            Map<String, String> reads = map.words("reads");
            reads.forEach((figure, place) -> {
                if (!Set.of("remaining", "capacity", "rate").contains(figure) || !place.matches("/.*|header:.+")) {
                    throw map.wrong(
                            "reads",
                            "reads." + figure + " is '" + place
                                    + "'; write remaining, capacity or rate, and where it stands: a pointer or header:<name>");
                }
            });
            if (kind == BudgetRecipe.Kind.WINDOW || kind == BudgetRecipe.Kind.DAY) {
                int limit = map.number("limit", 1, 10_000_000);
                Duration per = kind == BudgetRecipe.Kind.DAY ? Duration.ofDays(1) : map.duration("per");
                return new BudgetRecipe(kind, limit, limit, per, costs, reads);
            }
            return new BudgetRecipe(
                    kind,
                    map.number("capacity", 1, 1_000_000),
                    map.number("restore", 1, 1_000_000, 1),
                    map.duration("per"),
                    costs,
                    reads);
        }

        private static Map<String, Integer> costs(YamlMap map) {
            Map<String, Integer> costs = new LinkedHashMap<>();
            map.words("pays").forEach((operation, cost) -> {
                if (!cost.matches("[1-9][0-9]{0,5}")) {
                    throw map.wrong("pays", "pays." + operation + " is '" + cost + "'; write a whole number from 1");
                }
                costs.put(operation, Integer.parseInt(cost));
            });
            if (costs.isEmpty()) {
                throw map.wrong(
                        "pays",
                        "pays is missing; write which operations this budget pays for and their cost, like {shipment: 1}");
            }
            return java.util.Collections.unmodifiableMap(costs);
        }
    }
}
