package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.intake.webhook.EventClassifier;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.translate.PayloadPlaces.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Payloads of the fixtures with one value gone wrong, through the real routes. A mutant passes only if its order is the same
 * outside the places that the value decides, or a problem, a refusal or a case names it; none is hidden, and intake takes each.
 * The seed is printed; {@code -Dcaravanserai.test.seed} plays it again.
 */
class FixtureMutationTest {

    private static final Map<String, String> TOPICS =
            Map.of("shopify", "orders/updated", "woocommerce", "order.updated");

    private final ChannelRecipes recipes = ChannelRecipes.load(Transformers.ROOT);
    private final MutantJudge judge = new MutantJudge();

    private record Mutant(
            String orderId, PayloadFixtures fixture, Place place, PayloadMutation mutation, JsonNode payload) {

        @Override
        public String toString() {
            return orderId + " = " + fixture.name() + " " + place.pointer() + " " + mutation;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "amazon"})
    void aPayloadWithOneWrongValueIsTheSameOrderOrIsNamed(String channel) {
        play(channel, 20);
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "amazon"})
    void soAreFiveHundred(String channel) {
        play(channel, 500);
    }

    /** Every mutation of every value, without the hub. */
    @Tag("deep")
    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "amazon"})
    void soIsEveryOne(String channel) {
        List<String> complaints = new ArrayList<>();
        for (PayloadFixtures fixture : PayloadFixtures.all()) {
            for (Place place : fixture.channel().equals(channel) ? fixture.places() : List.<Place>of()) {
                for (PayloadMutation mutation : PayloadMutation.values()) {
                    JsonNode payload = fixture.payload();
                    String complaint =
                            mutation.apply(payload, place.pointer()) ? judge.complaint(fixture, place, payload) : "";
                    if (!complaint.isEmpty()) {
                        complaints.add(fixture.name() + " " + place.pointer() + " " + mutation + ": " + complaint);
                    }
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    private void play(String channel, int count) {
        long seed = Long.getLong("caravanserai.test.seed", System.nanoTime());
        System.out.println("mutants of " + channel + ": seed " + seed);
        List<Mutant> mutants = mutants(channel, count, new Random(seed));
        List<String> complaints = new ArrayList<>();
        for (Mutant one : mutants) {
            String complaint = judge.complaint(one.fixture, one.place, one.payload);
            if (!complaint.isEmpty()) {
                complaints.add(one + ": " + complaint);
            }
        }
        complaints.addAll(hidden(channel, mutants));
        assertThat(complaints).as("seed " + seed).isEmpty();
    }

    private static List<Mutant> mutants(String channel, int count, Random random) {
        List<PayloadFixtures> fixtures = PayloadFixtures.all().stream()
                .filter(one -> one.channel().equals(channel))
                .toList();
        List<Mutant> mutants = new ArrayList<>();
        while (mutants.size() < count) {
            PayloadFixtures fixture = fixtures.get(random.nextInt(fixtures.size()));
            List<Place> places = fixture.places();
            Place place = places.get(random.nextInt(places.size()));
            PayloadMutation mutation = PayloadMutation.values()[random.nextInt(PayloadMutation.values().length)];
            JsonNode payload = fixture.payload();
            if (mutation.apply(payload, place.pointer())) {
                mutants.add(new Mutant("9" + (100_000 + mutants.size()), fixture, place, mutation, payload));
            }
        }
        return mutants;
    }

    /** Orders that neither the hub's orders nor a case know of. */
    private List<String> hidden(String channel, List<Mutant> mutants) {
        ChannelRecipe recipe = recipes.get(channel);
        try (ProcessingHub hub = new ProcessingHub(Path.of("routes"), 2)) {
            int account = hub.connect(channel, "main");
            // no fixture's time is ahead of it
            hub.clock().move(Duration.ofDays(2));
            hub.location("MAIN", 1);
            int nameless = 0;
            for (Mutant one : mutants) {
                NewEvent event = event(recipe, account, one);
                nameless += event.kind() == EventKind.UNRECOGNISED ? 1 : 0;
                hub.inbox().store(event);
            }
            hub.awaitQuiet();
            assertThat(hub.count("inbox where kind = 'unrecognised'")).isEqualTo(nameless);
            assertThat(hub.sql()
                            .sql(
                                    "select coalesce(sum(count), 0) from exception_case where code in ('intake.unknown_kind', 'intake.no_order_id', 'intake.too_long')")
                            .query(Long.class)
                            .single())
                    .as("an order without its id is named by its delivery: one case that counts")
                    .isEqualTo(nameless);
            return mutants.stream()
                    .filter(one -> hub.count(
                                    "(select 1 from orders where channel_order_id = ?"
                                            + " union all select 1 from exception_case where evidence like ?"
                                            + " union all select 1 from inbox_fetch where order_key = ?) as found",
                                    one.orderId,
                                    "%\"order\":\"" + one.orderId + "\"%",
                                    one.orderId)
                            == 0)
                    .filter(one -> !draft(one) && !ownId(recipe, one))
                    .map(one -> one + ": is hidden")
                    .toList();
        }
    }

    /** As intake would store it: pushed bodies are classified, fetched ones belong to the order that was asked for. */
    private static NewEvent event(ChannelRecipe recipe, int account, Mutant one) {
        JsonNode order = bare(one);
        String pointer = recipe.shapes().get(one.fixture.shape()).order();
        if (!ownId(recipe, one)) {
            ((ObjectNode) order).put(pointer.substring(1), one.orderId);
        }
        byte[] body = order.toString().getBytes(StandardCharsets.UTF_8);
        String topic = TOPICS.getOrDefault(recipe.channel(), "");
        if (one.fixture.shape().equals("webhook") || one.fixture.shape().equals("v3")) {
            String header = recipe.events().topic().name();
            return new EventClassifier().classify(recipe, account, EventSource.WEBHOOK, Map.of(header, topic), body);
        }
        return new NewEvent(
                account,
                EventKind.ORDER,
                EventSource.POLL,
                "",
                one.fixture.shape(),
                one.orderId,
                one.orderId.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                body,
                false,
                null);
    }

    private static JsonNode bare(Mutant one) {
        JsonNode payload = one.payload.deepCopy();
        for (String within : List.of("/data/order", "/order")) {
            if (payload.at(within).isObject()) {
                return payload.at(within);
            }
        }
        return payload;
    }

    /** The mutation is the order's id itself. */
    private static boolean ownId(ChannelRecipe recipe, Mutant one) {
        return one.place
                        .pointer()
                        .endsWith(recipe.shapes().get(one.fixture.shape()).order())
                && one.place.pointer().matches("(/data)?(/order)?/[^/]+");
    }

    /** A draft is no order: it is recorded and nothing comes of it. */
    private boolean draft(Mutant one) {
        try {
            return judge.translate(one.fixture.channel(), one.fixture.shape(), one.payload.deepCopy())
                    .path("status")
                    .asText()
                    .equals("draft");
        } catch (MappingException refused) {
            return false;
        }
    }
}
