package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caravanserai.base.NearestNames;

/** A complaint of the schema validator in words that say how to mend it. */
final class SchemaSentence {

    private final Error error;
    private final String at;
    private final JsonNode rule;
    private final JsonNode value;

    private SchemaSentence(Error error, JsonNode schema) {
        this.error = error;
        this.at = error.getInstanceLocation().toString();
        this.value = error.getInstanceNode();
        String keyword = error.getSchemaLocation().getFragment().toString();
        this.rule = schema.at(keyword.substring(0, Math.max(0, keyword.lastIndexOf('/'))));
    }

    /** @param schema the whole schema, in which the broken rule stands */
    static RecipeProblem of(Error error, JsonNode schema) {
        SchemaSentence sentence = new SchemaSentence(error, schema);
        return switch (error.getKeyword()) {
            case "required" -> new RecipeProblem(sentence.at, sentence.inner() + " is missing");
            case "additionalProperties" -> sentence.unknown();
            default -> new RecipeProblem(sentence.at, sentence.text());
        };
    }

    private String text() {
        String name = RecipeProblem.words(at);
        String remedy = rule.path("errorMessage").asText();
        return switch (error.getKeyword()) {
            case "type" -> type(name, remedy);
            case "enum" -> name + " is '" + shown() + "'; write one of " + String.join(", ", words(rule.path("enum")));
            case "const" ->
                name + " is '" + shown() + "'; write " + rule.path("const").asText();
            case "minimum", "maximum", "exclusiveMinimum" -> name + " is '" + shown() + "'; write " + range();
            case "minItems", "minProperties", "minLength" ->
                name + " is empty; " + (remedy.isEmpty() ? "write something" : remedy);
            default ->
                name + " is '" + shown() + "'; "
                        + (remedy.isEmpty() ? "it breaks the rule " + error.getKeyword() : remedy);
        };
    }

    private String type(String name, String remedy) {
        return switch (rule.path("type").asText()) {
            case "object" -> name + " must be a map of keys and values";
            case "array" -> name + " must be a list, like [a, b]";
            case "integer", "number" -> name + " is '" + shown() + "'; write " + range();
            case "boolean" -> name + " is '" + shown() + "'; write one of false, true";
            default ->
                value.isContainerNode()
                        ? name + " must be plain text"
                        : name + " is '" + shown() + "', which is no text; "
                                + (remedy.isEmpty() ? "write it in quotes" : remedy);
        };
    }

    private String range() {
        String what = rule.path("type").asText().equals("integer") ? "a whole number from " : "a number ";
        String from = rule.has("minimum")
                ? rule.path("minimum").asText()
                : "above " + rule.path("exclusiveMinimum").asText();
        return what + from + " to " + rule.path("maximum").asText();
    }

    private RecipeProblem unknown() {
        List<String> known = new ArrayList<>();
        rule.path("properties").fieldNames().forEachRemaining(known::add);
        String meant = NearestNames.of(error.getProperty(), known).stream()
                .findFirst()
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return new RecipeProblem(
                at + "/" + RecipeProblem.escape(error.getProperty()),
                inner() + " is unknown" + meant + "; known here: "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    private String inner() {
        return (at.isEmpty() ? "" : RecipeProblem.words(at) + ".") + error.getProperty();
    }

    private String shown() {
        return value.isValueNode() ? value.asText() : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> words(JsonNode allowed) {
        List<String> words = new ArrayList<>();
        allowed.forEach(word -> words.add(word.asText()));
        return words.stream().sorted().toList();
    }
}
