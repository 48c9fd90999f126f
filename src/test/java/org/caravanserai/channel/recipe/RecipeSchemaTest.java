package org.caravanserai.channel.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.caravanserai.base.HubConfig;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.budget.BudgetSpec;
import org.junit.jupiter.api.Test;

/** The schema that editors show and the records that the hub works with say the same words. */
class RecipeSchemaTest {

    /** What a record knows from elsewhere than its own map in the file. */
    private static final Map<Class<?>, Set<String>> FROM_ELSEWHERE = Map.of(
            ChannelRecipe.class, Set.of("directory"),
            OperationSpec.class, Set.of("name", "costs"),
            BudgetSpec.class, Set.of("name"));

    private final JsonNode schema = RecipeSchema.load().tree();
    private final List<String> differences = new ArrayList<>();
    private int words;

    @Test
    void everyWordOfTheSchemaIsAComponentOfItsRecordAndTheReverse() {
        compare("channel.yaml", schema, ChannelRecipe.class);

        assertThat(differences).isEmpty();
        assertThat(words).isGreaterThan(70);
    }

    @Test
    void aWordMoreOrLessIsFound() {
        ((com.fasterxml.jackson.databind.node.ObjectNode) schema.at("/properties/fetch/properties")).remove("many");
        ((com.fasterxml.jackson.databind.node.ObjectNode) schema.at("/properties/webhook/properties"))
                .putObject("retries");

        compare("channel.yaml", schema, ChannelRecipe.class);

        assertThat(differences)
                .anySatisfy(
                        one -> assertThat(one).startsWith("channel.yaml.fetch").contains("many"))
                .anySatisfy(one ->
                        assertThat(one).startsWith("channel.yaml.webhook").contains("retries"));
    }

    @Test
    void everyWordHasItsMeaningAnExampleAndUnlessItIsNeededADefaultOrTheMeaningOfItsAbsence() {
        List<String> silent = new ArrayList<>();
        words("", schema, silent);

        assertThat(silent).isEmpty();
    }

    @Test
    void everyNumberHasItsUnit() {
        List<String> bare = new ArrayList<>();
        everyNode(schema).forEach(rule -> {
            if (Set.of("integer", "number").contains(rule.path("type").asText())
                    && rule.path("unit").asText().isEmpty()) {
                bare.add(rule.toString());
            }
        });

        assertThat(bare).isEmpty();
    }

    @Test
    void theDefaultsThatTheSendersKnowTooAreTheSame() {
        RecipeSchema recipes = RecipeSchema.load();
        JsonNode defaults = recipes.tree().at("/properties/operations/additionalProperties/properties");

        assertThat(HubConfig.parseDuration(
                        "settle", defaults.at("/settle/default").asText()))
                .isEqualTo(OperationSpec.SETTLE);
        assertThat(defaults.at("/attempts/default").asInt()).isEqualTo(OperationSpec.ATTEMPTS);
        for (String time : List.of("250ms", "5s", "15m", "2h", "7d", "0s")) {
            assertThat(time)
                    .matches(recipes.tree().at("/$defs/duration/pattern").asText());
            assertThat(HubConfig.parseDuration("x", time)).isGreaterThanOrEqualTo(Duration.ZERO);
        }
    }

    @Test
    void theFilesOfTheChannelsNameTheSchemaForEditors() throws IOException {
        Path ours = Path.of("src/main/resources" + RecipeSchema.RESOURCE).toRealPath();
        try (Stream<Path> folders = Files.list(Path.of("transformers"))) {
            List<Path> files = folders.map(folder -> folder.resolve("channel.yaml"))
                    .filter(Files::exists)
                    .toList();
            assertThat(files).hasSizeGreaterThanOrEqualTo(3);
            for (Path file : files) {
                String line = Files.readAllLines(file).get(0);
                assertThat(line).startsWith("# yaml-language-server: $schema=");
                assertThat(file.resolveSibling(line.substring(line.indexOf('=') + 1))
                                .toRealPath())
                        .isEqualTo(ours);
            }
        }
    }

    @Test
    void thePageOfTheWordsNamesEveryOne() throws IOException {
        String page = Files.readString(Path.of("docs/channel-recipes.md"));
        Set<String> known = new TreeSet<>();
        everyNode(schema).forEach(rule -> rule.path("properties").fieldNames().forEachRemaining(known::add));

        assertThat(known)
                .hasSizeGreaterThan(60)
                .filteredOn(word -> !java.util.regex.Pattern.compile("`([^`]*\\W)?" + word + "\\b")
                        .matcher(page)
                        .find())
                .isEmpty();
    }

    private void words(String at, JsonNode rule, List<String> silent) {
        List<String> required = new ArrayList<>();
        rule.path("required").forEach(name -> required.add(name.asText()));
        rule.path("properties").properties().forEach(word -> {
            JsonNode own = word.getValue();
            JsonNode behind = resolved(own);
            String place = at + "/" + word.getKey();
            String meaning =
                    own.path("description").asText(behind.path("description").asText());
            if (meaning.length() < 10) {
                silent.add(place + " has no meaning");
            }
            if (!own.has("examples") && !behind.has("examples") && !behind.has("properties")) {
                silent.add(place + " has no example");
            }
            if (!required.contains(word.getKey()) && !own.has("default") && !meaning.contains("Absent: ")) {
                silent.add(place + " does not say what its absence means");
            }
            words(place, own, silent);
        });
        rule.path("$defs").properties().forEach(one -> words("/$defs/" + one.getKey(), one.getValue(), silent));
        if (rule.path("additionalProperties").isObject()) {
            words(at + "/*", rule.path("additionalProperties"), silent);
        }
    }

    private static Stream<JsonNode> everyNode(JsonNode node) {
        return Stream.concat(Stream.of(node), node.valueStream().flatMap(RecipeSchemaTest::everyNode));
    }

    private void compare(String at, JsonNode rule, Type type) {
        JsonNode resolved = resolved(rule);
        if (type instanceof ParameterizedType several) {
            Type[] of = several.getActualTypeArguments();
            boolean map = several.getRawType() == Map.class;
            JsonNode each = resolved.path(map ? "additionalProperties" : "items");
            if (!each.isMissingNode() && each.isObject()) {
                compare(at + ".*", each, of[of.length - 1]);
            } else if (!map || !resolved.has("properties")) {
                differences.add(at + " is " + type + " and not so in the schema");
            }
        } else if (resolved.has("allOf")) {
            forms(at, resolved, (Class<?>) type);
        } else if (((Class<?>) type).isRecord() && type != ValueSource.class) {
            components(at, List.of(resolved), (Class<?>) type);
        } else if (resolved.has("properties")) {
            differences.add(at + " is a map in the schema and " + type + " in the records");
        }
    }

    /** The forms of an object: of a sealed interface one each, of a record all its words together. */
    private void forms(String at, JsonNode rule, Class<?> type) {
        String word = rule.path("required").get(0).asText();
        List<JsonNode> all = new ArrayList<>();
        Set<String> named = new TreeSet<>();
        rule.path("allOf").forEach(form -> {
            String name = form.at("/if/properties/" + word + "/const").asText();
            JsonNode then = resolved(form.path("then"));
            named.add(name);
            all.add(then);
            if (type.isAnnotationPresent(JsonSubTypes.class)) {
                Arrays.stream(type.getAnnotation(JsonSubTypes.class).value())
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .ifPresentOrElse(
                                one -> components(at + "(" + name + ")", List.of(then), one.value()),
                                () -> differences.add(at + ": no record is the " + word + " " + name));
            }
        });
        Set<String> offered = new TreeSet<>();
        rule.at("/properties/" + word + "/enum").forEach(one -> offered.add(one.asText()));
        if (!offered.equals(named)) {
            differences.add(at + ": offers " + offered + ", but the forms are " + named);
        }
        if (type.isRecord()) {
            components(at, all, type);
        } else if (type.getAnnotation(JsonSubTypes.class).value().length != named.size()) {
            differences.add(at + ": the schema has the forms " + named + " alone");
        }
    }

    private void components(String at, List<JsonNode> rules, Class<?> type) {
        Set<String> said = new TreeSet<>();
        Set<String> meant = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(type, component);
            if (!FROM_ELSEWHERE.getOrDefault(type, Set.of()).contains(name)) {
                meant.add(name);
                for (String each : names(type, component, name)) {
                    rules.stream()
                            .map(rule -> rule.path("properties").path(each))
                            .filter(rule -> !rule.isMissingNode())
                            .findFirst()
                            .ifPresent(rule -> {
                                words++;
                                said.add(name);
                                compare(at + "." + name, rule, component.getGenericType());
                            });
                }
            }
        }
        if (!said.equals(meant)) {
            meant.removeAll(said);
            differences.add(at + ": the schema lacks " + meant + " of " + type.getSimpleName());
        }
        for (JsonNode rule : rules) {
            rule.path("properties").properties().forEach(word -> {
                boolean told = word.getValue().has("const") && !type.equals(BudgetSpec.class);
                boolean known = Arrays.stream(type.getRecordComponents())
                        .anyMatch(one -> names(type, one, name(type, one)).contains(word.getKey()));
                if (!told && !known) {
                    differences.add(at + ": " + type.getSimpleName() + " lacks " + word.getKey());
                }
            });
        }
    }

    private static String name(Class<?> type, RecordComponent component) {
        JsonProperty other = parameter(type, component, JsonProperty.class);
        return other != null ? other.value() : new KebabCaseStrategy().translate(component.getName());
    }

    private static List<String> names(Class<?> type, RecordComponent component, String name) {
        JsonAlias alias = parameter(type, component, JsonAlias.class);
        return alias == null ? List.of(name) : List.of(name, alias.value()[0]);
    }

    private static <A extends java.lang.annotation.Annotation> A parameter(
            Class<?> type, RecordComponent component, Class<A> annotation) {
        try {
            return type.getDeclaredField(component.getName()).getAnnotation(annotation);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode resolved(JsonNode rule) {
        return rule.has("$ref") ? schema.at(rule.path("$ref").asText().substring(1)) : rule;
    }
}
