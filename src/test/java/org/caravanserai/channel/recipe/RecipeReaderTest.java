package org.caravanserai.channel.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.caravanserai.base.ConfigException;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.budget.BudgetSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipe says what it says or is refused with file, line and remedy. */
class RecipeReaderTest {

    private static final String GOOD = """
            channel: tea
            webhook:
              signature: {recipe: hmac-sha256, header: X-Sig, encoding: hex, prefix: sha256=}
              headers: [X-Topic]
              ping: {form: id, answer: {status: 204}}
            events:
              topic: header:X-Topic
              key: [topic, order, /delivery]
              topics:
                order.new: {kind: order, shape: full}
                other: {kind: ignored}
            shapes:
              full: {order: /id, version: /at}
            subscriptions: {every: 10m, topics: [order.new]}
            budgets:
              calls: {kind: bucket, capacity: 3, restore: 1, per: 2s, costs: {shipment: 1}, reads: {remaining: "header:X-Left"}}
            carriers: {ups: UPS}
            deadlines: {ship: 2d, cancel: 7d}
            operations:
              shipment: {repeat: lookup, settle: 90s, attempts: 7}
            """;

    private static ChannelRecipe read(String text) {
        return RecipeReader.read("tea/channel.yaml", text, Path.of("tea"));
    }

    @Test
    void aRecipeIsReadAsItIsWritten() {
        ChannelRecipe recipe = read(GOOD);

        assertThat(recipe.webhook().signature())
                .isEqualTo(new SignatureRecipe.HmacSha256("X-Sig", SignatureRecipe.Encoding.HEX, "sha256=", "webhook"));
        assertThat(recipe.webhook().ping().answer().status()).isEqualTo(204);
        assertThat(recipe.events().key())
                .extracting(ValueSource::kind)
                .containsExactly(
                        ValueSource.ValueKind.TOPIC, ValueSource.ValueKind.ORDER, ValueSource.ValueKind.POINTER);
        assertThat(recipe.events().topics()).containsEntry("order.new", new EventRecipe.TopicRecipe("order", "full"));
        assertThat(recipe.budgets().get("calls"))
                .isEqualTo(new BudgetSpec(
                        "calls",
                        BudgetSpec.BudgetKind.BUCKET,
                        3,
                        1,
                        Duration.ofSeconds(2),
                        Map.of("shipment", 1L),
                        Map.of("remaining", "header:X-Left")));
        assertThat(recipe.operations().get("shipment"))
                .isEqualTo(new OperationSpec(
                        "shipment", Repeat.LOOKUP, Duration.ofSeconds(90), Map.of("calls", 1L), false, false, 7));
        assertThat(recipe.subscriptions())
                .isEqualTo(new SubscriptionRecipe(Duration.ofMinutes(10), java.util.List.of("order.new")));
        assertThat(recipe.deadlines().cancel()).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            channel: tea                 | channel: coffee               | 1  | folder's name
            encoding: hex                | encoding: rot13               | 3  | base64, hex
            encoding: hex                | encodng: hex                  | 3  | webhook.signature.encodng is unknown
            recipe: hmac-sha256          | recipe: md5                   | 3  | hmac-sha256
            headers: [X-Topic]           | headers: X-Topic              | 4  | must be a list
            status: 204                  | status: 404                   | 5  | from 200 to 299
            topic: header:X-Topic        | topic: body:X-Topic           | 7  | no place of a value
            key: [topic, order, /delivery] | key: []                     | 8  | repeated delivery
            kind: order, shape: full     | kind: order, shape: fat       | 10 | write one of full
            kind: order, shape: full     | kind: order                   | 10 | shape is missing
            kind: ignored                | kind: forgotten               | 11 | ignored
            order: /id                   | order: id                     | 13 | begins with a slash
            order: /id, version          | version                       | 13 | shapes.full.order is missing
            full: {order: /id, version: /at} | full: {order: /id, notification-only: true} | 13 | there is no fetch
            kind: bucket                 | kind: pail                    | 16 | bucket, day, points, window
            per: 2s                      | per: 2                        | 16 | with its unit
            costs: {shipment: 1}              | costs: {sail: 1}               | 16 | none of fetch, list, subscriptions, ship
            costs: {shipment: 1}              | costs: {ship: 0}               | 16 | whole number from 1
            remaining: "header:X-Left"   | left: "header:X-Left"         | 16 | capacity, rate, remaining
            carriers: {ups: UPS}         | carriers: {ups: UPS, ups: U}  | 17 | stands here twice
            repeat: lookup               | repeat: again                 | 20 | key, lookup, never
            deadlines: {ship: 2d         | deadlines: {ship: [2d]        | 18 | plain text
            topics: [order.new]          | topics: [order.old]           | 14 | none of events.topics
            topics: [order.new]          | topics: []                    | 14 | topics is empty
            every: 10m, topics           | topics                        | 14 | every is missing
            """)
    void whatIsWrongIsToldWithItsLineAndHowToMendIt(String right, String wrong, int line, String remedy) {
        assertThat(GOOD).contains(right);
        assertThatThrownBy(() -> read(GOOD.replace(right, wrong)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(remedy)
                .satisfies(e -> assertThat(e.getMessage()).matches("(?s)tea/channel.yaml:[0-9]+: .*"))
                .satisfies(e -> assertThat(Integer.parseInt(e.getMessage().split(":")[1]))
                        .isEqualTo(line));
    }

    @Test
    void aFileThatIsNoYamlIsToldWithItsLine() {
        assertThatThrownBy(() -> read("channel: tea\nwebhook: {signature: [\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("tea/channel.yaml:");
    }

    @Test
    void theRecipesOfTheHubAreRight() {
        assertThat(ChannelRecipes.load(Path.of("transformers")).all())
                .extracting(ChannelRecipe::channel)
                .contains("amazon", "shopify", "woocommerce");
    }
}
