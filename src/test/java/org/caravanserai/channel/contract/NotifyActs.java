package org.caravanserai.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.base.Json;
import org.caravanserai.channel.FakeChannel.Asked;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.AuthRecipe;
import org.caravanserai.outbox.Outcome.Kind;

/**
 * What a channel is told: the requests of each case's {@code expected.json} go out, after its {@code lookups.json} were
 * asked for, and each answer of its {@code answers.json} has the outcome that stands there.
 */
final class NotifyActs {

    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final Set<Kind> REFUSED = EnumSet.of(Kind.REJECT, Kind.STALE);

    private NotifyActs() {}

    static List<Act> of(ChannelFiles files) {
        List<Act> acts = new ArrayList<>();
        Set<String> operations = new TreeSet<>(files.recipe().operations().keySet());
        if (files.recipe().subscriptions() != null) {
            operations.add(SUBSCRIPTIONS);
        }
        List<ChannelFiles.Outward> cases = files.outward();
        for (String operation : operations) {
            List<ChannelFiles.Outward> own = cases.stream()
                    .filter(one -> one.operation().equals(operation))
                    .toList();
            acts.add(new Act(
                    "answers to " + operation, "answers to " + operation + " are known", hub -> known(operation, own)));
        }
        for (ChannelFiles.Outward one : cases) {
            if (one.operation().equals(SUBSCRIPTIONS)
                    && !one.input().at("/work").hasNonNull("address")) {
                // the hub that is played here knows its address; what is planned without one needs no route
                continue;
            }
            acts.add(new Act("tell " + one.operation(), "tell " + one.name(), hub -> tell(hub, one)));
        }
        return acts;
    }

    /** Some case shows an answer that accepts the operation, and one that refuses it. */
    private static void known(String operation, List<ChannelFiles.Outward> cases) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        cases.forEach(one -> one.answers()
                .forEach(turn -> kinds.add(Kind.of(turn.path("outcome").asText()))));
        String where = "in an answers.json of fixtures-out for the operation " + operation;
        assertThat(kinds).as("outcomes " + where).contains(Kind.OK);
        assertThat(kinds).as("refusals " + where).containsAnyElementsOf(REFUSED);
    }

    private static void tell(ContractHub hub, ChannelFiles.Outward one) throws Exception {
        JsonNode plan = one.operation().equals(SUBSCRIPTIONS) ? planned(hub, one) : one.expected();
        JsonNode requests = plan.path("requests");
        if (!requests.isArray()) {
            Kind kind = plan.has("done") ? Kind.ALREADY : plan.has("wait") ? Kind.WAIT : Kind.REJECT;
            turn(hub, one, requests, List.of(), kind);
            return;
        }
        boolean reads = requests.get(0).path("method").asText().equals("GET");
        ObjectNode failure = Json.MAPPER.createObjectNode().put("status", 500);
        failure.putObject("body");
        turn(hub, one, requests, List.of(failure), reads ? Kind.RETRY : Kind.UNKNOWN);
        for (JsonNode turn : one.answers()) {
            List<JsonNode> answers = new ArrayList<>();
            turn.path("answers").forEach(answers::add);
            while (turn.path("again").asBoolean() && answers.size() < requests.size()) {
                answers.add(answers.get(answers.size() - 1));
            }
            turn(hub, one, requests, answers, Kind.of(turn.path("outcome").asText()));
        }
    }

    /** One try: as many requests go out as are answered here, and what they say is the outcome. */
    private static void turn(
            ContractHub hub, ChannelFiles.Outward one, JsonNode requests, List<JsonNode> answers, Kind outcome)
            throws Exception {
        hub.channel().afresh();
        one.lookups().forEach(body -> hub.answer(200, body));
        answers.forEach(answer -> hub.answer(answer.path("status").asInt(), answer.get("body")));
        JsonNode input = one.input();
        String kind = switch (one.operation()) {
            case SUBSCRIPTIONS, "stock" -> one.operation();
            default -> "status";
        };
        assertThat(hub.hub
                        .work(
                                kind,
                                hub.recipe().channel(),
                                hub.account(one).id(),
                                one.operation(),
                                input.path("attempt").asInt(1),
                                (ObjectNode) input.get("work"))
                        .kind())
                .as("the outcome of " + answers)
                .isEqualTo(outcome);
        List<Asked> asked = hub.channel().asked();
        assertThat(asked).as("requests").hasSize(one.lookups().size() + answers.size());
        assertThat(asked).allSatisfy(request -> authorised(hub, request));
        if (outcome == Kind.OK) {
            assertThat(answers).as("every request is sent").hasSize(requests.size());
        }
        for (int i = 0; i < answers.size(); i++) {
            same(asked.get(one.lookups().size() + i), requests.get(i));
        }
    }

    private static void same(Asked asked, JsonNode request) {
        assertThat(asked.method()).isEqualTo(request.path("method").asText());
        assertThat(asked.uri()).isEqualTo(request.path("path").asText());
        request.path("headers")
                .properties()
                .forEach(header -> assertThat(asked.header(header.getKey()))
                        .isEqualTo(header.getValue().asText()));
        if (!request.hasNonNull("body")) {
            assertThat(asked.text()).isEmpty();
            return;
        }
        JsonNode body = ChannelFiles.tree(asked.body());
        JsonNode expected = request.get("body").deepCopy();
        request.path("secrets")
                .properties()
                .forEach(secret -> ((ObjectNode) expected)
                        .put(
                                secret.getKey(),
                                ContractHub.value(secret.getValue().asText())));
        named(body);
        named(expected);
        assertThat(body).isEqualTo(expected);
    }

    /** Documents are known by their first line. */
    private static void named(JsonNode body) {
        if (body.has("query")) {
            ((ObjectNode) body)
                    .put("query", body.get("query").asText().lines().findFirst().orElse(""));
        }
    }

    /** What is wanted is said by the recipe and not by the case: what the scripts make of that. */
    private static JsonNode planned(ContractHub hub, ChannelFiles.Outward one) {
        Account account = hub.account(one);
        String path = "/webhooks/" + account.channel() + "/" + account.name();
        ObjectNode seen = Json.MAPPER.createObjectNode();
        seen.put("attempt", one.input().path("attempt").asInt(1));
        seen.set("topics", Json.MAPPER.valueToTree(hub.recipe().subscriptions().topics()));
        seen.put("path", path).put("address", "https://hub.example" + path);
        seen.set(
                "account",
                Json.MAPPER.valueToTree(
                        Map.of("channel", account.channel(), "name", account.name(), "settings", account.settings())));
        one.lookups()
                .forEach(body ->
                        seen.withArray("lookups").addObject().put("status", 200).set("body", body));
        return hub.scripts
                .run(hub.recipe().channel(), SUBSCRIPTIONS + ".plan", seen)
                .orElseThrow();
    }

    /** Every call carries what the recipe says. */
    static void authorised(ContractHub hub, Asked asked) {
        AuthRecipe auth = hub.recipe().auth();
        if (auth instanceof AuthRecipe.Header header) {
            assertThat(asked.header(header.header())).isEqualTo(ContractHub.value(header.secret()));
        } else if (auth instanceof AuthRecipe.Basic basic) {
            String both = ContractHub.value(basic.user()) + ":" + ContractHub.value(basic.password());
            assertThat(asked.header("Authorization"))
                    .isEqualTo("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        } else if (auth instanceof AuthRecipe.Lwa lwa) {
            assertThat(asked.header(lwa.header())).isEqualTo("token");
        }
    }
}
