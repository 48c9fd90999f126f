package org.caravanserai.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.channel.recipe.EventRecipe;
import org.caravanserai.channel.recipe.ShapeRecipe;
import org.caravanserai.channel.recipe.SignatureRecipe;
import org.caravanserai.channel.recipe.ValueSource;
import org.caravanserai.channel.recipe.WebhookRecipe;
import org.caravanserai.intake.webhook.HmacCheck;

/** What a channel that pushes events is answered, and what is stored of it; what a stranger's look-alikes are answered. */
final class WebhookActs {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final HmacCheck HMAC = new HmacCheck();
    private static final String NOBODYS = "nobodys-topic";

    /** Something the channel pushes. */
    private record Push(String name, Map<String, String> headers, byte[] body, String topic) {}

    private WebhookActs() {}

    static List<Act> of(ChannelFiles files) {
        List<Act> acts = new ArrayList<>();
        List<Push> pushes = pushes(files);
        acts.add(new Act(
                "webhook",
                "something is pushed",
                hub -> assertThat(pushes)
                        .as("no fixture's topic and shape are among events.topics: nothing is ever pushed")
                        .isNotEmpty()));
        for (Push push : pushes) {
            acts.add(new Act("webhook accepted", "webhook of " + push.name(), hub -> accepted(hub, push)));
        }
        if (pushes.isEmpty()) {
            return acts;
        }
        Push first = pushes.get(0);
        acts.add(new Act("webhook keys", "each order's webhook is told from the others", hub -> keys(hub, pushes)));
        acts.add(new Act("webhook refused", "a stranger's webhook is refused", hub -> refused(hub, first)));
        acts.add(new Act("webhook unlisted", "a webhook of an unlisted topic is kept for people", hub -> {
            send(hub, of(files, first, NOBODYS));
            assertThat(hub.arrivals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.kind()).isEqualTo(Arrival.UNRECOGNISED));
        }));
        files.recipe().events().topics().forEach((topic, what) -> {
            if (what.kind().equals("ignored")) {
                acts.add(new Act("webhook ignored", "a webhook of " + topic + " is answered and forgotten", hub -> {
                    send(hub, of(files, first, topic));
                    assertThat(hub.arrivals()).isEmpty();
                }));
            }
        });
        if (files.recipe().webhook().ping() != null) {
            acts.add(new Act("webhook ping", "a ping is answered and not stored", WebhookActs::ping));
        }
        return acts;
    }

    private static void accepted(ContractHub hub, Push push) throws Exception {
        send(hub, push);
        EventRecipe.TopicRecipe topic = hub.recipe().events().topics().get(push.topic());
        ShapeRecipe shape = hub.recipe().shapes().get(topic.shape());
        JsonNode body = ChannelFiles.tree(push.body());
        assertThat(hub.arrivals()).singleElement().satisfies(event -> {
            assertThat(event.account()).isEqualTo(ContractHub.ACCOUNT);
            assertThat(event.source()).isEqualTo("webhook");
            assertThat(event.body()).isEqualTo(push.body());
            assertThat(event.headers().keySet())
                    .filteredOn(name -> !name.startsWith("hub"))
                    .isSubsetOf(hub.recipe().webhook().headers());
            // of a body that is broken the key may stand before the break
            String order =
                    body == null ? event.orderKey() : body.at(shape.order()).asText("");
            assertThat(event.orderKey()).isEqualTo(order);
            assertThat(event.kind()).isEqualTo(order.isEmpty() ? Arrival.UNRECOGNISED : topic.kind());
            assertThat(event.shape()).isEqualTo(order.isEmpty() ? "" : topic.shape());
            assertThat(event.notificationOnly()).isEqualTo(!order.isEmpty() && shape.notificationOnly());
        });
        String key = hub.arrivals().get(0).eventKey();
        send(hub, push);
        assertThat(hub.arrivals())
                .as("delivered again it is the same event")
                .singleElement()
                .satisfies(event -> assertThat(event.eventKey()).isEqualTo(key));
    }

    /** What is about another order, or of another topic, has another key. */
    private static void keys(ContractHub hub, List<Push> pushes) throws Exception {
        Map<String, String> about = new LinkedHashMap<>();
        for (Push push : pushes) {
            send(hub, push);
            Arrival event = hub.arrivals().get(0);
            if (!event.orderKey().isEmpty()) {
                String of = push.topic() + " " + event.orderKey();
                assertThat(about.put(event.eventKey(), of)).as(push.name()).isIn(null, of);
            }
        }
    }

    private static void refused(ContractHub hub, Push push) throws Exception {
        String secret = ContractHub.value(signature(hub).secret());
        Push forged = new Push(push.name(), push.headers(), (push.name() + "x").getBytes(StandardCharsets.UTF_8), "");
        hub.hub.stored.clear();
        String known = ContractHub.NAME;
        assertThat(post(hub, known, push, sign(hub, "guessed", push.body())).statusCode())
                .as("signed with another secret")
                .isEqualTo(401);
        assertThat(post(hub, known, forged, sign(hub, secret, push.body())).statusCode())
                .as("another body than was signed")
                .isEqualTo(401);
        assertThat(post(hub, known, push, null).statusCode()).as("not signed").isEqualTo(401);
        assertThat(post(hub, "nobody", push, sign(hub, secret, push.body())).statusCode())
                .as("for an account that nobody has")
                .isEqualTo(404);
        assertThat(hub.arrivals()).isEmpty();
    }

    private static void ping(ContractHub hub) throws Exception {
        hub.hub.stored.clear();
        WebhookRecipe.Ping ping = hub.recipe().webhook().ping();
        Push form = new Push(
                "ping",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                (ping.field() + "=12").getBytes(StandardCharsets.US_ASCII),
                "");
        HttpResponse<String> answer = post(hub, ContractHub.NAME, form, null);
        assertThat(answer.statusCode()).isEqualTo(ping.answer().status());
        assertThat(answer.body()).isEqualTo(ping.answer().body());
        assertThat(hub.arrivals()).isEmpty();
    }

    /** Pushes it well signed, forgetting what came before; it must be answered as the channel wants it. */
    private static void send(ContractHub hub, Push push) throws Exception {
        hub.hub.stored.clear();
        String secret = ContractHub.value(signature(hub).secret());
        HttpResponse<String> answer = post(hub, ContractHub.NAME, push, sign(hub, secret, push.body()));
        WebhookRecipe.Answer accepted = hub.recipe().webhook().accepted();
        assertThat(answer.statusCode()).as(push.name()).isEqualTo(accepted.status());
        assertThat(answer.body()).as(push.name()).isEqualTo(accepted.body());
    }

    private static HttpResponse<String> post(ContractHub hub, String account, Push push, String signature)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/webhooks/"
                        + hub.recipe().channel() + "/" + account))
                .POST(HttpRequest.BodyPublishers.ofByteArray(push.body()));
        push.headers().forEach(request::setHeader);
        if (signature != null) {
            request.setHeader(signature(hub).header(), signature);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SignatureRecipe.HmacSha256 signature(ContractHub hub) {
        return (SignatureRecipe.HmacSha256) hub.recipe().webhook().signature();
    }

    private static String sign(ContractHub hub, String secret, byte[] body) {
        byte[] signed = HMAC.sign(secret.getBytes(StandardCharsets.UTF_8), body);
        SignatureRecipe.HmacSha256 recipe = signature(hub);
        return recipe.prefix()
                + (recipe.encoding() == SignatureRecipe.Encoding.HEX
                        ? HexFormat.of().formatHex(signed)
                        : Base64.getEncoder().encodeToString(signed));
    }

    /** Every fixture whose topic is of its shape, and every sample of what is pushed. */
    private static List<Push> pushes(ChannelFiles files) {
        List<Push> pushes = new ArrayList<>();
        EventRecipe events = files.recipe().events();
        for (Path folder : files.cases()) {
            for (String shape : files.recipe().shapes().keySet()) {
                Path file = folder.resolve("request." + shape + ".json");
                if (Files.exists(file)) {
                    byte[] body = ChannelFiles.bytes(file);
                    Map<String, String> headers = files.headers(folder);
                    String topic = topic(events.topic(), headers, body);
                    EventRecipe.TopicRecipe known = events.topics().get(topic);
                    if (known != null && known.shape().equals(shape)) {
                        pushes.add(new Push(folder.getFileName() + " " + shape, headers, body, topic));
                    }
                }
            }
        }
        Map<String, String> headers =
                files.cases().isEmpty() ? Map.of() : files.headers(files.cases().get(0));
        events.topics().forEach((topic, what) -> {
            byte[] body = what.shape().isEmpty() ? null : files.event(what.shape());
            if (body != null) {
                pushes.add(of(files, new Push("sample " + what.shape(), headers, body, topic), topic));
            }
        });
        return pushes;
    }

    private static String topic(ValueSource source, Map<String, String> headers, byte[] body) {
        if (source.kind() == ValueSource.ValueKind.HEADER) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(source.name()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }
        JsonNode tree = ChannelFiles.tree(body);
        return tree == null ? "" : tree.at(source.name()).asText("");
    }

    /** The same with another topic. */
    private static Push of(ChannelFiles files, Push push, String topic) {
        ValueSource source = files.recipe().events().topic();
        Map<String, String> headers = new LinkedHashMap<>(push.headers());
        byte[] body = push.body();
        if (source.kind() == ValueSource.ValueKind.HEADER) {
            headers.keySet().removeIf(source.name()::equalsIgnoreCase);
            headers.put(source.name(), topic);
        } else {
            JsonNode tree = ChannelFiles.tree(body);
            ChannelFiles.set(tree, source.name(), TextNode.valueOf(topic));
            body = tree.toString().getBytes(StandardCharsets.UTF_8);
        }
        return new Push(push.name(), headers, body, topic);
    }
}
