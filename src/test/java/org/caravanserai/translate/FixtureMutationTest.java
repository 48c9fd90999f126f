package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.WebhookDoor;
import org.caravanserai.translate.PayloadPlaces.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Payloads of the fixtures with one value gone wrong, through the real routes: what a channel pushes is posted to its webhook,
 * signed. A mutant passes only if its order is the same outside the places that the value decides, or a problem, a refusal or a
 * case names it; none is hidden, and intake takes each.
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
    void aPayloadWithOneWrongValueIsTheSameOrderOrIsNamed(String channel) throws Exception {
        play(channel, 20);
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "amazon"})
    void soAreFiveHundred(String channel) throws Exception {
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

    private void play(String channel, int count) throws Exception {
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
        Set<Object> drawn = new HashSet<>();
        while (mutants.size() < count) {
            PayloadFixtures fixture = fixtures.get(random.nextInt(fixtures.size()));
            List<Place> places = fixture.places();
            Place place = places.get(random.nextInt(places.size()));
            PayloadMutation mutation = PayloadMutation.values()[random.nextInt(PayloadMutation.values().length)];
            JsonNode payload = fixture.payload();
            if (drawn.add(List.of(fixture, place, mutation)) && mutation.apply(payload, place.pointer())) {
                mutants.add(new Mutant("9" + (100_000 + mutants.size()), fixture, place, mutation, payload));
            }
        }
        return mutants;
    }

    /** Orders that neither the hub's orders nor a case know of. */
    private List<String> hidden(String channel, List<Mutant> mutants) throws Exception {
        ChannelRecipe recipe = recipes.get(channel);
        try (ProcessingHub hub = new ProcessingHub(Path.of("routes"), 2)) {
            int account = hub.connect(channel, "main");
            // no fixture's time is ahead of it
            hub.clock().move(Duration.ofDays(2));
            hub.location("MAIN", 1);
            mutants.stream()
                    .filter(one -> !isPushed(recipe, one))
                    .forEach(one -> hub.inbox().store(fetched(recipe, account, one)));
            List<Mutant> pushed =
                    mutants.stream().filter(one -> isPushed(recipe, one)).toList();
            List<String> complaints = pushed.isEmpty() ? new ArrayList<>() : post(hub, recipe, pushed);
            hub.awaitQuiet();
            assertThat(hub.sql()
                            .sql(
                                    "select coalesce(sum(count), 0) from exception_case where code in ('intake.unknown_kind', 'intake.no_order_id', 'intake.too_long')")
                            .query(Long.class)
                            .single())
                    .as("an order without its id is named by its delivery: one case that counts")
                    .isEqualTo(hub.count("inbox where kind = 'unrecognised'"));
            mutants.stream()
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
                    .forEach(complaints::add);
            return complaints;
        }
    }

    /** Each is answered as the channel wants it, and stored as it was posted. */
    private static List<String> post(ProcessingHub hub, ChannelRecipe recipe, List<Mutant> mutants) throws Exception {
        List<String> complaints = new ArrayList<>();
        try (WebhookDoor door = new WebhookDoor(hub, recipe.channel())) {
            for (Mutant one : mutants) {
                int status = door.post("main", headers(recipe, one), body(recipe, one));
                if (status != door.accepted()) {
                    complaints.add(one + ": is answered " + status);
                }
            }
        }
        assertThat(hub.count("inbox where source = 'webhook'"))
                .as("stored of what was posted")
                .isEqualTo(mutants.size());
        return complaints;
    }

    /** Its shape is one that the channel pushes orders in. */
    private static boolean isPushed(ChannelRecipe recipe, Mutant one) {
        return recipe.webhook() != null
                && recipe.events().topics().values().stream()
                        .anyMatch(topic -> topic.shape().equals(one.fixture.shape()));
    }

    private static Map<String, String> headers(ChannelRecipe recipe, Mutant one) {
        return Map.of(
                recipe.events().topic().name(), TOPICS.get(recipe.channel()), "X-Shopify-Webhook-Id", one.orderId);
    }

    /** As a fetch stores it: it belongs to the order that was asked for. */
    private static NewEvent fetched(ChannelRecipe recipe, int account, Mutant one) {
        return new NewEvent(
                account,
                EventKind.ORDER,
                EventSource.POLL,
                "",
                one.fixture.shape(),
                one.orderId,
                one.orderId.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                body(recipe, one),
                false,
                null);
    }

    private static byte[] body(ChannelRecipe recipe, Mutant one) {
        JsonNode order = bare(one);
        String pointer = recipe.shapes().get(one.fixture.shape()).order();
        if (!ownId(recipe, one)) {
            ((ObjectNode) order).put(pointer.substring(1), one.orderId);
        }
        return order.toString().getBytes(StandardCharsets.UTF_8);
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
