package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.caravanserai.base.Json;

/**
 * {@code channel.schema.json}: the words of a {@code channel.yaml}, each with its meaning, unit, default and an example.
 * Editors read the same file. Besides JSON Schema's keywords it has {@code unit}, for people, and {@code errorMessage},
 * how to mend a value, which editors show too.
 */
final class RecipeSchema {

    static final String RESOURCE = "/channel.schema.json";

    private final JsonNode tree;
    private final Schema schema;

    private RecipeSchema(JsonNode tree) {
        this.tree = tree;
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .keyword(new NonValidationKeyword("unit"))
                .keyword(new NonValidationKeyword("errorMessage"))
                .build();
        this.schema = SchemaRegistry.withDialect(dialect).getSchema(tree);
    }

    static RecipeSchema load() {
        try (InputStream in = RecipeSchema.class.getResourceAsStream(RESOURCE)) {
            return new RecipeSchema(Json.MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /** The schema itself. */
    JsonNode tree() {
        return tree;
    }

    /** What is wrong with the form of a recipe. */
    List<RecipeProblem> problems(JsonNode recipe) {
        return schema.validate(recipe).stream()
                .map(error -> SchemaSentence.of(error, tree))
                .distinct()
                .toList();
    }

    /** The recipe with each default where nothing is written; {@code recipe} stays as it is. */
    ObjectNode withDefaults(ObjectNode recipe) {
        ObjectNode complete = recipe.deepCopy();
        fill(tree, complete);
        return complete;
    }

    private void fill(JsonNode rule, JsonNode value) {
        if (rule.has("$ref")) {
            fill(tree.at(rule.path("$ref").textValue().substring(1)), value);
        }
        if (!(value instanceof ObjectNode object)) {
            return;
        }
        JsonNode known = rule.path("properties");
        known.properties().forEach(word -> {
            JsonNode otherwise = word.getValue().path("default");
            if (!object.has(word.getKey()) && !otherwise.isMissingNode()) {
                object.set(word.getKey(), otherwise.deepCopy());
            }
            if (object.has(word.getKey())) {
                fill(word.getValue(), object.get(word.getKey()));
            }
        });
        JsonNode others = rule.path("additionalProperties");
        object.properties().forEach(member -> {
            if (others.isObject() && !known.has(member.getKey())) {
                fill(others, member.getValue());
            }
        });
        rule.path("allOf").forEach(form -> {
            if (isOf(form.path("if"), object)) {
                fill(form.path("then"), object);
            }
        });
    }

    /** Whether an object is of the form that is told by one word. */
    private static boolean isOf(JsonNode condition, JsonNode object) {
        for (var word : condition.path("properties").properties()) {
            if (!word.getValue().path("const").equals(object.path(word.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
