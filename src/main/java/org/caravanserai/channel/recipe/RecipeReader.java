package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.caravanserai.base.YamlFile;

/**
 * Reads one {@code channel.yaml}: the schema judges its form and fills in what is not written, the records take it over,
 * and {@link RecipeRules} judges what a schema cannot say. Each complaint is {@code file:line: what is wrong, how to mend
 * it}, so that a misspelt word never silently means the default.
 */
final class RecipeReader {

    /** Under this name the mapper is told the folder of a recipe. */
    static final String DIRECTORY = "directory";

    private static final RecipeSchema SCHEMA = RecipeSchema.load();

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader()))
            .build();

    private final YamlFile file;
    private final Path directory;
    private final List<RecipeProblem> problems = new ArrayList<>();

    private RecipeReader(YamlFile file, Path directory) {
        this.file = file;
        this.directory = directory;
    }

    /** @throws ConfigException a line {@code file:line: what, how to mend it} for each thing that is wrong */
    static ChannelRecipe read(String file, String text, Path directory) {
        List<ConfigException> wrong = new ArrayList<>();
        ChannelRecipe recipe = read(YamlFile.of(Path.of(file), text), directory, wrong);
        if (!wrong.isEmpty()) {
            throw ConfigException.together(wrong);
        }
        return recipe;
    }

    /**
     * @param wrong takes every complaint, by line
     * @return null when the form is so wrong that no recipe can be made
     */
    static ChannelRecipe read(YamlFile file, Path directory, List<ConfigException> wrong) {
        RecipeReader reader = new RecipeReader(file, directory);
        ChannelRecipe recipe = reader.recipe();
        reader.problems.stream()
                .map(problem ->
                        new ConfigException(file.path() + ":" + file.line(problem.pointer()) + ": " + problem.what()))
                .sorted(Comparator.comparingInt(RecipeReader::line))
                .forEach(wrong::add);
        return recipe;
    }

    private static int line(ConfigException problem) {
        return Integer.parseInt(problem.getMessage().replaceFirst("(?s).+?:(\\d+): .*", "$1"));
    }

    private ChannelRecipe recipe() {
        if (!(file.tree() instanceof ObjectNode tree)) {
            problems.add(new RecipeProblem(
                    "",
                    file.tree().isMissingNode() ? "the file is empty" : "the file must be a map of keys and values"));
            return null;
        }
        problems.addAll(SCHEMA.problems(tree));
        if (!problems.isEmpty()) {
            return null;
        }
        ObjectNode complete = SCHEMA.withDefaults(tree);
        try {
            ChannelRecipe recipe = MAPPER.readerFor(ChannelRecipe.class)
                    .with(new InjectableValues.Std().addValue(DIRECTORY, directory))
                    .readValue((JsonNode) complete);
            new RecipeRules(recipe, problems).check();
            return recipe;
        } catch (JsonProcessingException e) {
            problems.add(RecipeProblem.of(e));
        } catch (IOException e) {
            problems.add(new RecipeProblem("", "cannot be read: " + e.getMessage()));
        }
        return null;
    }

    /** {@code 250ms}, {@code 5s}, {@code 15m}, {@code 2h}, {@code 7d}. */
    private static final class DurationReader extends StdDeserializer<Duration> {

        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return HubConfig.parseDuration(parser.currentName(), parser.getText());
        }
    }
}
